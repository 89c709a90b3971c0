// Grammars with the same long lists of words in them. They stand beside each other here so that they do in the bundle too: a ZIP file
// stores words once only where they come again within 32 KB.

export { default as c } from 'highlight.js/lib/languages/c';
export { default as coffeescript } from 'highlight.js/lib/languages/coffeescript';
export { default as cpp } from 'highlight.js/lib/languages/cpp';
export { default as css } from 'highlight.js/lib/languages/css';
export { default as javascript } from 'highlight.js/lib/languages/javascript';
export { default as less } from 'highlight.js/lib/languages/less';
export { default as objectivec } from 'highlight.js/lib/languages/objectivec';
export { default as pgsql } from 'highlight.js/lib/languages/pgsql';
export { default as scss } from 'highlight.js/lib/languages/scss';
export { default as sql } from 'highlight.js/lib/languages/sql';
export { default as stylus } from 'highlight.js/lib/languages/stylus';
export { default as typescript } from 'highlight.js/lib/languages/typescript';
