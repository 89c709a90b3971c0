import type { ContextView } from '../../src/shared/context/contextProtocol.ts';
import type {
	ParameterRow,
	ParametersView,
} from '../../src/shared/parameters/parameterProtocol.ts';

function row(setting: string, label: string, part: Partial<ParameterRow> = {}): ParameterRow {
	return {
		setting,
		label,
		wire: setting,
		source: 'settings',
		inSettings: null,
		value: 1,
		range: 'a number from 0 to 2',
		min: 0,
		max: 2,
		support: 'supports',
		why: 'The list of models says that this model takes it.',
		...part,
	};
}

/** The panel with a parameter in each state, of each degree of support. */
export const parametersSample: ParametersView = {
	modelName: 'Llama 3 70B Instruct',
	systemPrompt: { own: null, inSettings: 'Be brief.' },
	effort: {
		source: 'settings',
		value: null,
		inSettings: 'medium',
		options: ['high', 'medium', 'low'],
		mandatory: true,
	},
	rows: [
		row('temperature', 'Temperature', { source: 'chat', value: 0.2 }),
		row('topP', 'Top P', { inSettings: '0.9', max: 1, range: 'a number from 0 to 1' }),
		row('topA', 'Top A', {
			source: 'notSent',
			support: 'ignores',
			why: 'The list of models does not name it for this model.',
		}),
		row('minP', 'Min P', { support: 'mayIgnore', why: 'The list of models has not been read.' }),
		{
			setting: 'maxTokens',
			label: 'Max Tokens',
			wire: 'max_tokens',
			source: 'chat',
			inSettings: null,
			value: 1000,
			range: 'a whole number of at least 1',
			min: 1,
			integer: true,
			modelMaximum: 800,
			support: 'supports',
			why: 'The list of models says that this model takes it.',
		},
		{
			setting: 'stop',
			label: 'Stop',
			wire: 'stop',
			source: 'chat',
			inSettings: null,
			value: ['END', '\n\n'],
			range: 'a list of up to 4 texts, none empty',
			support: 'supports',
			why: 'The list of models says that this model takes it.',
		},
	],
	presets: [
		{ name: 'Precise', builtIn: true },
		{ name: 'Balanced', builtIn: true },
		{ name: 'Creative', builtIn: true },
		{ name: 'Review', builtIn: false, mark: 'abc' },
	],
	preset: null,
	routing: { sent: true, own: true, lines: ['order: deepinfra, together', 'zdr: true'] },
};

export const contextSample: ContextView = {
	tokens: 1234,
	context: 8192,
	parts: [
		{ kind: 'system', label: 'System prompt', tokens: 40 },
		{ kind: 'history', label: 'Earlier messages, 2 of 4', tokens: 800 },
		{ kind: 'attachment', label: 'src/sum.py, lines 3–4', tokens: 380, attachment: 'code' },
		{ kind: 'question', label: 'What is typed', tokens: 14 },
		{ kind: 'reply', label: 'Room for the reply', tokens: 1024 },
		{ kind: 'margin', label: 'Margin, as these are estimates', tokens: 164 },
	],
	unsent: [],
	fits: true,
};
