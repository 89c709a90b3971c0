import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { withChoices } from '../../../../src/core/settings/rawSettings.ts';
import { parseSettings } from '../../../../src/core/settings/settings.ts';

const DEFAULTS = {
	baseUrl: 'https://openrouter.ai/api/v1',
	model: 'meta-llama/llama-3-70b-instruct',
};

describe('what a chat chooses over the settings', () => {
	const settings: Record<string, unknown> = { ...DEFAULTS, temperature: 1, topK: 40 };
	const chosen = (choices: Parameters<typeof withChoices>[1]) =>
		parseSettings(withChoices((name) => settings[name], choices));

	it('stands in their place, null included; the rest is as it was', () => {
		const parameters = { temperature: 0, topK: null, stop: ['END'] };
		const { model, sampling } = chosen({ model: 'a/b', parameters });
		assert.equal(model, 'a/b');
		assert.deepEqual(sampling, { temperature: 0, stop: ['END'] });
		assert.deepEqual(
			chosen({}),
			parseSettings((name) => settings[name]),
		);
	});

	it('is refused like a setting where it is out of range', () => {
		assert.throws(() => chosen({ parameters: { temperature: 3 } }), ChatError);
	});
});
