import assert from 'node:assert/strict';
import { commitAnswer } from '../../../../src/core/git/commitAnswer.ts';

const SUBJECT = 'feat(api): keep numbers as they are written';
const BODY = '- read them as text\n- write them unchanged';
const MESSAGE = `${SUBJECT}\n\n${BODY}`;

/** Every spelling, and the message in it. */
const SPELLINGS: Readonly<Record<string, readonly [answer: string, message: string]>> = {
	'plain text': [MESSAGE, MESSAGE],
	'one line': [`${SUBJECT}\n`, SUBJECT],
	'CRLF and blanks': [
		`  ${SUBJECT}  \r\n\r\n\r\n\r\n- read them as text\r\n- write them unchanged\r\n\r\n`,
		MESSAGE,
	],
	'no blank line below the subject': [`${SUBJECT}\n${BODY}`, MESSAGE],
	'a fence with text': [`\`\`\`text\n${MESSAGE}\n\`\`\``, MESSAGE],
	'a fence without a language': [`\`\`\`\n${MESSAGE}\n\`\`\`\n`, MESSAGE],
	'a fence of four': [
		`\`\`\`\`text\n${MESSAGE}\n\n\`\`\`js\nx\n\`\`\`\n\`\`\`\``,
		`${MESSAGE}\n\n\`\`\`js\nx\n\`\`\``,
	],
	'a fence of tildes': [`~~~commit\n${MESSAGE}\n~~~`, MESSAGE],
	'a fence in a fence': [
		`\`\`\`text\n${SUBJECT}\n\n\`\`\`js\nx\n\`\`\`\n\`\`\``,
		`${SUBJECT}\n\n\`\`\`js\nx\n\`\`\``,
	],
	'a fence that is not closed': [`\`\`\`text\n${MESSAGE}`, MESSAGE],
	'a fence of its own language': [`\`\`\`commit-msg\n${MESSAGE}\n\`\`\``, MESSAGE],
	'a fence in a list': [`  \`\`\`text\n  ${SUBJECT}\n\n  - a\n  \`\`\``, `${SUBJECT}\n\n- a`],
	'talk around a fence': [
		`Sure! Here is a commit message:\n\n\`\`\`text\n${MESSAGE}\n\`\`\`\n\nThis message follows the style of the last commits.`,
		MESSAGE,
	],
	'code before the fence': [
		`The change is\n\n\`\`\`ts\nlet x;\n\`\`\`\n\nso:\n\n\`\`\`\n${SUBJECT}\n\`\`\``,
		SUBJECT,
	],
	'two offers': [`\`\`\`text\n${SUBJECT}\n\`\`\`\n\nor\n\n\`\`\`text\nother\n\`\`\``, SUBJECT],
	'a command': [
		`\`\`\`bash\ngit commit -m "${SUBJECT}" -m "Why: \\"numbers\\""\n\`\`\``,
		`${SUBJECT}\n\nWhy: "numbers"`,
	],
	'a command without a fence': [`git commit -am '${SUBJECT}'`, SUBJECT],
	'talk before': [`Here is a commit message:\n\n${MESSAGE}`, MESSAGE],
	'talk before, in one line': [`Here's the commit message: ${SUBJECT}`, SUBJECT],
	'talk before, without a blank line': [`Here is the commit message:\n${MESSAGE}`, MESSAGE],
	'talk in another language': [`Hier ist die Commit-Nachricht:\n\n${MESSAGE}`, MESSAGE],
	'talk in Chinese': [`以下是提交信息：\n\n修正：保留数字`, '修正：保留数字'],
	'a label': [`Commit message: ${SUBJECT}`, SUBJECT],
	'a label in bold': [`**Commit message:** ${SUBJECT}`, SUBJECT],
	'a label in bold, with its colon outside': [`**Commit Message**: ${MESSAGE}`, MESSAGE],
	'a label as a heading': [`## Commit Message:\n\n${MESSAGE}`, MESSAGE],
	'subject and body named': [`Subject: ${SUBJECT}\n\nBody: ${BODY}`, MESSAGE],
	'an explanation after': [
		`${MESSAGE}\n\nExplanation: the numbers were changed.\n\nMore of it.`,
		MESSAGE,
	],
	'a note after': [`${MESSAGE}\n\n**Note:** this assumes that all is staged.`, MESSAGE],
	'an offer after': [`${MESSAGE}\n\nLet me know if you want another one.`, MESSAGE],
	'a rule and more after': [`${MESSAGE}\n\n---\n\nAnything else.`, MESSAGE],
	'a heading': [`# ${MESSAGE}`, MESSAGE],
	'headings in the body': [`${SUBJECT}\n\n## Changes\n\n- a`, `${SUBJECT}\n\nChanges\n\n- a`],
	'a bold subject': [`**${SUBJECT}**\n\n${BODY}`, MESSAGE],
	'bold lines': [`${SUBJECT}\n\n**Changes:**\n\n- a`, `${SUBJECT}\n\nChanges:\n\n- a`],
	'a quoted subject': [`"${SUBJECT}"\n\n${BODY}`, MESSAGE],
	'all in quotes': [`"${MESSAGE}"`, MESSAGE],
	'typographic quotes': [`“${SUBJECT}”`, SUBJECT],
	'German quotes': [`„${SUBJECT}“`, SUBJECT],
	'single quotes': [`'${SUBJECT}'`, SUBJECT],
	'code marks': [`\`${SUBJECT}\``, SUBJECT],
	'quotes in bold': [`**"${SUBJECT}"**`, SUBJECT],
	'a quotation': [`> ${SUBJECT}\n>\n> - a`, `${SUBJECT}\n\n- a`],
	tags: [`<commit_message>\n${MESSAGE}\n</commit_message>\nThat is it.`, MESSAGE],
	'a tag of another name': [`<answer>\n${MESSAGE}\n</answer>`, MESSAGE],
	'a tag with a hyphen': [`<commit-message>${MESSAGE}</commit-message>`, MESSAGE],
	thinking: [`<think>\nfix: no\n</think>\n\n${MESSAGE}`, MESSAGE],
	'thinking without its beginning': [`fix: no\n</think>\n${MESSAGE}`, MESSAGE],
	'thinking with a fence in it': [
		`<think>\n\`\`\`text\nfix: no\n\`\`\`\n</think>\n\`\`\`text\n${MESSAGE}\n\`\`\``,
		MESSAGE,
	],
};

/** What looks like something to be taken away, and is the message's own. */
const KEPT: readonly string[] = [
	'"auto" is the default of mode',
	"Say 'no' where it is not 'yes'",
	'#12: keep numbers',
	'`parse` reads `null`',
	'[ci] run on every push',
	'Note the time of each entry',
	'message: shorten it\n\nThe message of an error was cut.',
	'chore: here is where the paths are',
	'🐛 Zahlen behalten',
	'修复：保留数字',
	'Добавить проверку чисел',
	'fix: x\n\nThis keeps what was there.\n\nRefs: #12\nSigned-off-by: A <a@example.org>',
	'Add a * b and **kwargs',
];

describe('a model’s answer as a commit message', () => {
	for (const [name, [answer, message]] of Object.entries(SPELLINGS)) {
		it(`is read from ${name}`, () => assert.deepEqual(commitAnswer(answer), { message }));
	}

	it('keeps what is the message’s own', () => {
		for (const message of KEPT) assert.deepEqual(commitAnswer(message), { message });
	});

	it('is none where it is something else', () => {
		const none = (answer: string) => {
			const read = commitAnswer(answer);
			return 'isNone' in read ? read.isNone : assert.fail(`${answer} became ${read.message}`);
		};
		assert.equal(none(''), 'is empty');
		assert.equal(none('  \n\n'), 'is empty');
		assert.equal(none('<think>fix: x</think>'), 'is empty');
		assert.equal(none('<think>fix: x'), 'is empty');
		assert.equal(none('```text\n```'), 'is code and no commit message');
		assert.match(none('---'), /no words/);
		assert.match(
			none("I'm sorry, but I can't help with that."),
			/^is no commit message: “I'm sorry/,
		);
		assert.match(none('I cannot see any changes.'), /no commit message/);
		assert.match(none('Unfortunately, the diff is empty.'), /no commit message/);
		assert.match(none('```text\nThere are no changes to commit.\n```'), /no commit message/);
		assert.match(none('Please provide the diff.'), /no commit message/);
		assert.match(none('Which of the changes do you mean?'), /question/);
		assert.match(none('word '.repeat(60)), /text and no commit message: “word word .*…”/);
		assert.equal(none('diff --git a/x b/x\n+y'), 'repeats the changes');
		assert.equal(none('```diff\ndiff --git a/x b/x\n+y\n```'), 'repeats the changes');
		assert.match(none('<type>(<scope>): <subject>'), /template/);
		assert.match(none('1. feat: a\n2. feat: b'), /list/);
		assert.equal(none('{"message": "feat: a"}'), 'is JSON and no text');
		assert.equal(none('```json\n{"message": "feat: a"}\n```'), 'is JSON and no text');
	});
});
