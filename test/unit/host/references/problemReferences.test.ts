import assert from 'node:assert/strict';
import { shortenings } from '../../../../src/core/attachments/excerptSize.ts';
import { languages, provideVscode, Uri } from '../../../vscode/apiStandin.ts';
import {
	almostFull,
	chatInTest,
	document,
	provideDocuments,
	restoreVscode,
	showDocument,
} from './referencesInTest.ts';

provideVscode();
const { problemOffers, readProblems } = await import(
	'../../../../src/host/references/problemReferences.ts'
);

describe('#problems', () => {
	afterEach(restoreVscode);

	const diagnostic = (line: number, message: string, more: object = {}) => ({
		severity: 0,
		message,
		range: { start: { line, character: 4 } },
		...more,
	});

	function provideProblems(byPath: Readonly<Record<string, object[]>>): void {
		const all = Object.entries(byPath).map(
			([path, problems]) => [new Uri(path), problems] as const,
		);
		Object.assign(languages, {
			getDiagnostics: (uri?: Uri) =>
				uri === undefined ? all : (all.find(([one]) => one.path === uri.path)?.[1] ?? []),
		});
	}

	async function take(id: string, chat = chatInTest()) {
		await problemOffers()
			.find((offer) => offer.id === id)
			?.take?.(chat.taking);
		return chat.attached;
	}

	const a = document('/w/a.ts', 'first\n\tlet b = c;\nlast');
	const ofA = [
		diagnostic(1, 'c is not there', { source: 'ts', code: { value: 2304 } }),
		diagnostic(9, 'beyond the end', {
			severity: 1,
			relatedInformation: [
				{ location: { uri: new Uri('/w/b.ts'), range: { start: { line: 6 } } }, message: 'here' },
			],
		}),
	];

	it('attaches those of the active file, as the editor shows its lines', async () => {
		showDocument(a);
		provideProblems({ '/w/a.ts': ofA, '/w/b.ts': [diagnostic(0, 'another')] });
		const [excerpt] = await take('problems');
		assert.equal(excerpt?.label, 'Problems of w/a.ts');
		assert.equal(
			excerpt.text,
			[
				'w/a.ts: 1 error, 1 warning',
				'Line 2, column 5, error (ts 2304): c is not there',
				'    let b = c;',
				'Line 10, column 5, warning: beyond the end',
				'  w/b.ts, line 7: here',
			].join('\n'),
		);
		assert.deepEqual([excerpt.source, excerpt.startLine, excerpt.endLine], ['problems', 1, 5]);
	});

	it('attaches those of all files, also of one that cannot be read', async () => {
		provideDocuments(a);
		provideProblems({ '/w/a.ts': ofA.slice(0, 1), '/gone.ts': [diagnostic(0, 'gone')], '/x': [] });
		const [excerpt] = await take('problems:all');
		assert.equal(excerpt?.label, 'Problems');
		assert.match(excerpt.text, /^w\/a\.ts: 1 error\n[\s\S]*\n\ngone\.ts: 1 error\n.*gone$/);
	});

	it('names the files whose problems have no room', async () => {
		provideDocuments(a);
		provideProblems({ '/w/a.ts': ofA, '/b.ts': [diagnostic(0, 'x'.repeat(300))] });
		const [excerpt] = await take('problems:all', almostFull(250));
		assert.deepEqual(excerpt?.leftOut, ['b.ts']);
	});

	it('says so where there are none, or no file', async () => {
		provideProblems({});
		await assert.rejects(take('problems'), /no file in an editor/);
		await assert.rejects(take('problems:all'), /knows of no problems/);
		showDocument(a);
		await assert.rejects(take('problems'), /knows of no problems in w\/a\.ts/);
	});

	it('stay shortened when they are read anew', async () => {
		showDocument(a);
		provideProblems({ '/w/a.ts': ofA });
		const [whole] = await take('problems');
		assert.ok(whole);
		const shorter = shortenings(whole)[0]?.excerpt;
		assert.ok(shorter);
		assert.equal(shorter.lineCount, 5);
		assert.deepEqual(await readProblems(shorter), shorter);
	});

	it('are read anew when they are sent, under the same name', async () => {
		showDocument(a);
		provideProblems({ '/w/a.ts': ofA });
		const [[ofFile], [ofAll]] = [await take('problems'), await take('problems:all')];
		assert.ok(ofFile && ofAll);
		assert.deepEqual(await readProblems(ofFile), ofFile);
		// Another file is in front when it is sent.
		showDocument(document('/w/b.ts', ''));
		provideDocuments(a);
		provideProblems({ '/w/a.ts': ofA.slice(1), '/w/b.ts': [diagnostic(0, 'new')] });
		assert.match((await readProblems(ofFile)).text, /^w\/a\.ts: 1 warning\n/);
		assert.match((await readProblems(ofAll)).text, /w\/b\.ts: 1 error\n.*new/);
		provideProblems({});
		const none = await readProblems(ofFile);
		assert.equal(none.text, 'There are no problems any more.');
		assert.equal(none.label, ofFile.label);
		assert.equal(none.uri, ofFile.uri);
	});
});
