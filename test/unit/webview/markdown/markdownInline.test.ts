import assert from 'node:assert/strict';
import { pageInline, toHtml } from './markdownHtml.ts';

function html(markdown: string): string {
	return toHtml(markdown, { inline: pageInline, passHtml: false });
}

describe('Markdown: inline text in the page', () => {
	for (const [name, markdown, expected] of [
		[
			'shows paths of shell variables as text',
			'$HOME/$USER or $A_B:$PATH, but the $n$th of $n$',
			'$HOME/$USER or $A_B:$PATH, but the <math>n</math>th of <math>n</math>',
		],
		[
			'shows a formula with a name right behind it',
			'A $k$NN classifier and $L$BFGS.',
			'A <math>k</math>NN classifier and <math>L</math>BFGS.',
		],
		[
			'shows templates of shell variables as text',
			'$' + '{a}/$' + '{b} and $x$.',
			'$' + '{a}/$' + '{b} and <math>x</math>.',
		],
		[
			'links web and mail addresses',
			'[a](https://b.c/d) <e@f.gh>',
			'<a href="https://b.c/d">a</a> <a href="mailto:e@f.gh">e@f.gh</a>',
		],
		[
			'links whole bare URLs only',
			'https://a.bc/d main.py www.a.bc e@f.gh',
			'<a href="https://a.bc/d">https://a.bc/d</a> main.py www.a.bc e@f.gh',
		],
		[
			'shows other addresses as text',
			'[a](b) [c](#d) [e](file:///f) [g](//h.ij/k) [l](?m.n) [o](C:/p.q)',
			'[a](b) [c](#d) [e](file:///f) [g](//h.ij/k) [l](?m.n) [o](C:/p.q)',
		],
		[
			'links files',
			'[a](a.ts) [b](src/b.ts#L10) [c](./c/d.ts:3) [e](../f) ![g](h.png) [i](<j k.md>)',
			'<a href="./a.ts">a</a> <a href="./src/b.ts#L10">b</a> <a href="./c/d.ts:3">c</a> <a href="../f">e</a> <a href="./h.png">g</a> <a href="./j%20k.md">i</a>',
		],
		[
			'draws a few tags, whatever their attributes',
			'<kbd>Ctrl</kbd>+<KBD class="x">C</KBD> H<sub>2</sub>O <mark>*a*</mark> <u><b>c</b></u>',
			'<kbd>Ctrl</kbd>+<kbd>C</kbd> H<sub>2</sub>O <mark><em>a</em></mark> <u><b>c</b></u>',
		],
		[
			'draws the tags by which a cell has code, output and small print',
			'<code>a | b</code> <samp>c</samp> <var>d</var> <small>e</small> <q>f</q> <cite>g</cite> <dfn>h</dfn> <abbr title="x">i</abbr>',
			'<code>a | b</code> <samp>c</samp> <var>d</var> <small>e</small> <q>f</q> <cite>g</cite> <dfn>h</dfn> <abbr>i</abbr>',
		],
		[
			'marks what is hidden in code, in backticks and in tags',
			'`rm\u200b-rf` <code>rm\u200b-*r\u200bf*</code> <b>a\u200bb</b>',
			'<code>rm<i>U+200B</i>-rf</code> <code>rm<i>U+200B</i>-<em>r<i>U+200B</i>f</em></code> <b>a\u200bb</b>',
		],
		[
			'leaves tags that cross or that nothing closes',
			'<b>a <i>b</b> c</i> </u> <sup>d *<sub>e* f</sub>',
			'<b>a &lt;i&gt;b</b> c&lt;/i&gt; &lt;/u&gt; &lt;sup&gt;d <em>&lt;sub&gt;e</em> f&lt;/sub&gt;',
		],
		[
			'leaves tags in code, and other ones',
			'`<b>x</b>` <span>y</span>',
			'<code>&lt;b&gt;x&lt;/b&gt;</code> &lt;span&gt;y&lt;/span&gt;',
		],
		['leaves a reference to no footnote', 'a[^1] [^b]', 'a[^1] [^b]'],
		[
			'shows scripts and commands as text',
			'[a](javascript:b) [c](command:d) [e](data:f)',
			'[a](javascript:b) [c](command:d) [e](data:f)',
		],
		[
			'leaves cells of a table of numbers as text',
			'=SUM($A$1:$B$2)*$AB$10, but $A$ and $B$',
			'=SUM($A$1:$B$2)*$AB$10, but <math>A</math> and <math>B</math>',
		],
		['leaves money as text', 'It is $5 and $10, or $5-$10.', 'It is $5 and $10, or $5-$10.'],
		[
			'finds maths between single dollars',
			'So $O(n^2)$, $a_1*b*c$\nand $x\n= y$.',
			'So <math>O(n^2)</math>, <math>a_1*b*c</math>\nand <math>x\n= y</math>.',
		],
		[
			'leaves single dollars with blanks, digits or code',
			'$ x$ $x $ $x$1 $a `b$`',
			'$ x$ $x $ $x$1 $a <code>b$</code>',
		],
		[
			'keeps an escaped dollar in maths',
			String.raw`$a\$b$ \$c$`,
			String.raw`<math>a\$b</math> $c$`,
		],
		[
			'finds maths in all three pairs of marks',
			String.raw`a \(x_1 * y * z\) b \[c\] d $$e
= f$$ *g*`,
			'a <math>x_1 * y * z</math> b <math>c</math> d <math>e\n= f</math> <em>g</em>',
		],
		['leaves maths without an end as text', String.raw`a \(x $$y \[z`, 'a (x $$y [z'],
		['leaves maths in code as code', '`$$x$$`', '<code>$$x$$</code>'],
		['is not fooled by an entity in a scheme', '[a](java&#115;cript:b)', '[a](javascript:b)'],
		[
			'links the address of an image',
			'![a *b*](https://c.d/e.png)',
			'<a href="https://c.d/e.png">a b</a>',
		],
		[
			'puts no link into a link',
			'[![a](https://b.c/d.png)](https://e.fg)',
			'<a href="https://e.fg"><a href="">a</a></a>',
		],
		[
			'shows raw HTML as text',
			'<a onclick="x">y</a>',
			'&lt;a onclick=&quot;x&quot;&gt;y&lt;/a&gt;',
		],
		[
			'has strong text that ends in CJK punctuation',
			'**注意：**请备份',
			'<strong>注意：</strong>请备份',
		],
		['has strong text in CJK quotes', '彼は**「はい」**と', '彼は<strong>「はい」</strong>と'],
		['has strong text in brackets before CJK', '**값(Value)**은', '<strong>값(Value)</strong>은'],
		['has emphasis in CJK brackets', '这*（重点）*是', '这<em>（重点）</em>是'],
		['strikes CJK punctuation', '~~一（二）。~~三', '<s>一（二）。</s>三'],
		['has strong text beside a letter beyond the BMP', '𠮷**(a)**𠮷', '𠮷<strong>(a)</strong>𠮷'],
		['has strong text in Thai', '**ข้อความ:**ต่อ', '<strong>ข้อความ:</strong>ต่อ'],
		['has strong text in Khmer', '**ខ្មែរ៖**បន្ទាប់', '<strong>ខ្មែរ៖</strong>បន្ទាប់'],
		['has strong text in Hindi', '**महत्वपूर्ण:**पाठ', '<strong>महत्वपूर्ण:</strong>पाठ'],
		['has strong text in Arabic', 'كلمة**(مهم)**كلمة', 'كلمة<strong>(مهم)</strong>كلمة'],
		['has strong text in Hebrew', 'ה**"א"**ש', 'ה<strong>&quot;א&quot;</strong>ש'],
		[
			'has strong text in other scripts than code has',
			'**ნახე:**აქ **Տես՝**այս **እይ፦**ይህ',
			'<strong>ნახე:</strong>აქ <strong>Տես՝</strong>այս <strong>እይ፦</strong>ይህ',
		],
		[
			'leaves marks of Latin letters as they are elsewhere',
			'a **Note:**text and **Важно:**текст',
			'a **Note:**text and **Важно:**текст',
		],
		[
			'leaves patterns of files in other scripts',
			'文件*.txt和*.md、パターン*.tsと*.js、و*.a و*.b',
			'文件*.txt和*.md、パターン*.tsと*.js、و*.a و*.b',
		],
		['has a name of a file in strong text', '把**.env**放在', '把<strong>.env</strong>放在'],
		[
			'has underscores in CJK',
			'__提示：__先_（重）_保',
			'<strong>提示：</strong>先<em>（重）</em>保',
		],
		[
			'leaves names with underscores beside CJK',
			'方法a_b_c在__init__方法',
			'方法a_b_c在__init__方法',
		],
		[
			'nests marks in CJK',
			'***提示：***先**用`a`：**装',
			'<em><strong>提示：</strong></em>先<strong>用<code>a</code>：</strong>装',
		],
		['leaves marks with blanks inside', '我** 很 **好', '我** 很 **好'],
		[
			'breaks lines at each spelling of br',
			'a<br>b<BR/>c **d<br />e**',
			'a<br />\nb<br />\nc <strong>d<br />\ne</strong>',
		],
		[
			'breaks lines at br with attributes, with blanks and as the end of one',
			'a<br class="x">b<br clear=all />c</br>d<br/ >e<BR\tid=\'f\'>g</BR >h',
			'abcdegh'.split('').join('<br />\n'),
		],
		[
			'leaves br in code, and tags that only begin like it',
			'`<br class="x">` <brx> <br-a> <br,> </ br>',
			'<code>&lt;br class=&quot;x&quot;&gt;</code> &lt;brx&gt; &lt;br-a&gt; &lt;br,&gt; &lt;/ br&gt;',
		],
		['leaves an escaped or unfinished br', '\\<br> <br a <br', '&lt;br&gt; &lt;br a &lt;br'],
		['strikes through', '~~a~~', '<s>a</s>'],
		[
			'resolves references',
			'[A][b] [b]\n\n[B]: <https://c.de>',
			'<a href="https://c.de">A</a> <a href="https://c.de">b</a>',
		],
		['refuses a reference to another scheme', '[a]\n\n[a]: javascript:b', '[a]'],
		['is not fooled by names of Object', '[constructor] [valueOf]', '[constructor] [valueOf]'],
	] as const) {
		it(name, () => assert.equal(html(markdown), `<p>${expected}</p>\n`));
	}

	for (const line of [
		'<div> is a *block*',
		'</ul> *ends* it',
		'<form method="x"> needs *this*',
		'<script setup> is *new*',
		'<li> in *one* line, then <p> too',
	]) {
		it(`has prose about a tag as prose: ${line}`, () => {
			const shown = line
				.replaceAll(/[<>]/g, (mark) => (mark === '<' ? '&lt;' : '&gt;'))
				.replaceAll('"', '&quot;')
				.replace(/\*(.*)\*/, '<em>$1</em>');
			assert.equal(html(line), `<p>${shown}</p>\n`);
			assert.equal(html(`a\n${line}\n\nb`), `<p>a\n${shown}</p>\n<p>b</p>\n`);
			assert.equal(html(`1. ${line}\n2. b`), `<ol>\n<li>${shown}</li>\n<li>b</li>\n</ol>\n`);
		});
	}

	it('leaves HTML that its line closes, and what folds, as it is written', () => {
		for (const line of ['<p>*a*</p>', '<p> *a* </p> b', '<details> *a*', '<div>*a*', '<td> <b>*a*'])
			assert.match(html(line), /\*a\*/, line);
	});

	it('has code between tags as code, at each length of what opens it', () => {
		for (const fence of ['```', '~~~', '````']) {
			for (const opening of ['<div>', '<details>\n<summary>a</summary>', 'a\n<center>b']) {
				const shown = html(`${opening}\n${fence}js\nb\n${fence}\n</div>`);
				assert.ok(shown.includes('<pre><code class="language-js">b\n</code></pre>'), shown);
			}
		}
		assert.ok(!html('<div>\n`a` and ``b``\n    ```\n').includes('<pre>'));
	});

	it('has lines of code in a cell', () => {
		const cell = (source: string) =>
			/<td>([\s\S]*)<\/td>/.exec(html(`| a |\n|-|\n| ${source} |`))?.[1];
		assert.equal(cell('```js<br>*a*;<br/>b;<br>```'), '<code>*a*;<br />\nb;</code>');
		assert.equal(cell('So: ```a b<br>c```'), 'So: <code>a b<br />\nc</code>');
		assert.equal(cell('```ls<br>pwd```'), '<code>ls<br />\npwd</code>');
		assert.equal(cell('```<br>ls<br>pwd```'), '<code>ls<br />\npwd</code>');
		assert.equal(cell('`a<br>b` ```<br>```'), '<code>a&lt;br&gt;b</code> <code>&lt;br&gt;</code>');
	});

	it('breaks the line at a tag that stands alone', () => {
		assert.equal(html('a\n\n<br>\n\nb'), '<p>a</p>\n<p><br />\n</p>\n<p>b</p>\n');
		assert.equal(html('<br/>\n*a*'), '<p><br />\n\n<em>a</em></p>\n');
	});

	for (const [begin, end, latex] of [
		['$$', '$$', '\na\n'],
		['\\[', '\\]', '\na\n'],
		['\\begin{align}', '\\end{align}', '\\begin{align}\na\n\\end{align}'],
		['\\begin{pmatrix*}', '\\end{pmatrix*}', '\\begin{pmatrix*}\na\n\\end{pmatrix*}'],
	] as const) {
		it(`finds maths in lines from ${begin}, in lists and quotes too`, () => {
			const maths = `<math>${latex.trim() === 'a' ? 'a\n' : latex}</math>`;
			assert.equal(html(`${begin}\na\n${end}\nb`), `${maths}\n<p>b</p>\n`);
			assert.ok(html(`- x\n  ${begin}\n  a\n  ${end}\n`).includes(maths));
			assert.ok(html(`> ${begin}\n> a\n> ${end}\n`).includes(maths));
			assert.ok(html(`1. > ${begin}\n   > a\n   > ${end}`).includes(maths));
		});
	}

	it('ends maths in lines also where its sentence goes on in the last of them', () => {
		for (const [begin, end] of [
			['$$', '$$'],
			['\\[', '\\]'],
		]) {
			for (const sign of ['.', ',', ';', '。'])
				assert.equal(html(`${begin}\na\n${end}${sign}\nb`), `<math>a\n${sign}</math>\n<p>b</p>\n`);
			assert.equal(
				html(`- ${begin}\n  a\n  ${end} for *b*\n  c\n- d`),
				'<ul>\n<li>\n<math>a\n</math>\nfor <em>b</em>\nc</li>\n<li>d</li>\n</ul>\n',
			);
		}
		for (const [words, sign, shown] of [
			[', and b', ',', 'and b'],
			['. **So** b', '.', '<strong>So</strong> b'],
			['，其中 b', '，', '其中 b'],
			['。', '。', ''],
			[' (1)', '', '(1)'],
			[' *b*', '', '<em>b</em>'],
		]) {
			const paragraph = shown === '' ? '' : `<p>${shown}</p>\n`;
			assert.equal(html(`$$\na\n$$${words}`), `<math>a\n${sign}</math>\n${paragraph}`);
			assert.equal(html(`\\[\na\n\\]${words}`), `<math>a\n${sign}</math>\n${paragraph}`);
		}
		const align = '\\begin{align}\na\n\\end{align}';
		assert.equal(html(`${align}, so b`), `<math>${align}</math>\n<p>so b</p>\n`);
		assert.equal(html(`${align}.`), `<math>${align}</math>\n`);
		assert.equal(html(`${align} for b`), `<math>${align}</math>\n<p>for b</p>\n`);
	});

	it('finds maths that begins and ends in one line', () => {
		const source = '\\begin{cases} a & b \\end{cases}';
		assert.equal(
			html(`So\n${source}\nb`),
			`<p>So</p>\n<math>${source.replace('&', '&amp;')}</math>\n<p>b</p>\n`,
		);
	});

	it('leaves other surroundings as text', () => {
		assert.equal(html('\\begin{center}\na'), '<p>\\begin{center}\na</p>\n');
	});

	for (const [name, cell, expected] of [
		['lines', 'b<br>c<br class="x">d', 'b<br />\nc<br />\nd'],
		[
			'a list',
			'b<ul><li>*c*</li> <li class="x">d</li></ul>',
			'b<ul><li><em>c</em></li><li>d</li></ul>',
		],
		[
			'a list in a list',
			'<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>d',
			'<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>d',
		],
		[
			'items that nothing closes',
			'<UL><LI>a<LI>b<ul><li>c</ul><li>d</UL>',
			'<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>',
		],
		[
			'items without a list',
			'a <li>b</li> <li>c</li> d <li>e</li>',
			'a <ul><li>b</li><li>c</li></ul> d <ul><li>e</li></ul>',
		],
		[
			'what is no list',
			'<ul> and `<li>` and <li>',
			'&lt;ul&gt; and <code>&lt;li&gt;</code> and &lt;li&gt;',
		],
	] as const) {
		it(`reads in a table's cell ${name}`, () => {
			const shown = html(`| a |\n|---|\n| ${cell} |`);
			assert.ok(shown.includes(`<td>${expected}</td>`), shown);
		});
	}

	for (const text of [
		'$$5 and $$6',
		'$$5, $$6 and $$',
		'Some cost $$, others $$$.',
		'Use $$ in a shell for its number, and $$ again.',
		'$$HOME and $$PATH',
		'for i in $$list; do echo $$i; done',
		'$$HOME:$$PATH:$${A}$${B}',
		'cheap ($$) or dear ($$$)',
		'$$ or $$ or $$',
		'the $$-sign and the ($$)',
		'between $$10-$$20',
		'$$$x$$ y',
		'$$x $y$ z$$',
		'$$a and$$b',
		'$$100 $$',
	]) {
		it(`leaves pairs of dollars that hold no formula: ${text}`, () => {
			assert.equal(html(text), `<p>${text.replace(' $y$ ', ' <math>y</math> ')}</p>\n`);
		});
	}

	it('leaves dollars that code comes between', () => {
		assert.equal(html('$$ is `a` and $$.'), '<p>$$ is <code>a</code> and $$.</p>\n');
		assert.equal(html('$$a `b$$`'), '<p>$$a <code>b$$</code></p>\n');
	});

	for (const [before, latex, after] of [
		['a ', 'x', ' b'],
		['', ' x ', ''],
		['公式', 'E = mc^2', '是'],
		['', '\\frac{a}{b} ', '.'],
		['So ', 'x = 1\n', '.'],
		['', '\n\\text{if } a\n', ', b'],
		['(', '5', ')'],
		['', '\\text{if $a$}', ''],
		['a', 'n!', ''],
		['', ' 2 + 2 ', '\nb'],
		['', '速度 = 距离', ''],
		['', 'speed = distance / time', ';'],
	] as const) {
		it(`finds a formula between pairs of dollars within a text: ${JSON.stringify(latex)}`, () => {
			assert.equal(
				html(`T ${before}$$${latex}$$${after}`),
				`<p>T ${before}<math>${latex}</math>${after}</p>\n`,
			);
		});
	}

	for (const begin of [
		'<script setup> runs once.',
		'<style scoped> is for one part.',
		'<pre> keeps blanks.',
		'<textarea> grows.',
		'<!-- begins a comment.',
		'<?php begins a script.',
		'<!DOCTYPE is first',
		'<![CDATA[ is old.',
	]) {
		it(`goes on after the prose "${begin}"`, () => {
			const shown = html(`${begin}\n\n**Then**\n\n\`\`\`ts\nlet b;\n\`\`\`\n`);
			assert.ok(
				shown.endsWith(
					'<p><strong>Then</strong></p>\n<pre><code class="language-ts">let b;\n</code></pre>\n',
				),
				shown,
			);
		});
	}

	it('reads the rest of a line of prose that begins with a tag', () => {
		assert.equal(html('<script setup> is *new*'), '<p>&lt;script setup&gt; is <em>new</em></p>\n');
	});
});
