// `npm run docs:settings`: writes docs/settings.md from package.json. A test says when it is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Property {
	readonly description?: string;
	readonly enum?: readonly string[];
}

interface Setting extends Property {
	readonly type: string | readonly string[];
	readonly default: unknown;
	readonly order: number;
	readonly scope?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly multipleOf?: number;
	readonly maxItems?: number;
	readonly enumDescriptions?: readonly string[];
	readonly properties?: Readonly<Record<string, Property>>;
	readonly markdownDescription: string;
}

interface Manifest {
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly title: string }[];
		readonly configuration: readonly {
			readonly title: string;
			readonly order: number;
			readonly properties: Readonly<Record<string, Setting>>;
		}[];
	};
}

const INTRO = `# Settings

<!-- Made from package.json by \`npm run docs:settings\`. -->

Open the Settings editor (\`Ctrl+,\`, on a Mac \`Cmd+,\`) and type \`llamaChat\`. No setting has to be set. A change counts from the next message on.

A sampling setting that is empty is **not in the request**: the model's own default applies. An explicit 0 is sent. A value out of range is
refused: the message names the setting and its range, and nothing is sent. What will be sent stands as a chip over the box of the chat. Each
chat can have values of its own, under **Parameters**.
`;

/** Where a setting may stand, for those that may not stand everywhere. */
const SCOPES: Readonly<Record<string, string>> = {
	application: 'User settings only',
	machine: 'User and remote settings only',
};

/** The text of docs/settings.md. */
export function settingsDoc(manifest: Manifest): string {
	const { commands, configuration } = manifest.contributes;
	const titles = new Map(commands.map(({ command, title }) => [command, title]));
	const sections = configuration
		.toSorted((one, other) => one.order - other.order)
		.map(({ title, properties }) =>
			[
				`## ${title}`,
				...Object.entries(properties)
					.toSorted(([, one], [, other]) => one.order - other.order)
					.map(([name, setting]) => settingInWords(name, setting, titles)),
			].join('\n\n'),
		);
	return `${[INTRO.trim(), ...sections].join('\n\n')}\n`;
}

function settingInWords(
	name: string,
	setting: Setting,
	titles: ReadonlyMap<string, string>,
): string {
	const facts = [
		`Type: ${typeInWords(setting)}`,
		`Default: ${defaultInWords(setting.default)}`,
		SCOPES[setting.scope ?? ''] ?? '',
	].filter((fact) => fact !== '');
	// A document cannot run a command; it names it.
	const text = setting.markdownDescription.replaceAll(
		/\[[^\]]*\]\(command:([\w.]+)\)/g,
		(_link, command: string) => `**Llama Chat: ${titles.get(command) ?? command}**`,
	);
	return [`### \`${name}\``, text, facts.join(' · '), ...valuesInWords(setting)].join('\n\n');
}

function typeInWords({ type, minimum, maximum, multipleOf, maxItems }: Setting): string {
	const [first = ''] = [type].flat();
	const whole = first === 'integer' || multipleOf === 1;
	const name = whole ? 'whole number' : first === 'array' ? 'list of texts' : first;
	if (minimum !== undefined && maximum !== undefined) return `${name}, ${minimum} to ${maximum}`;
	if (minimum !== undefined) return `${name}, ${minimum} or more`;
	return maxItems === undefined ? name : `${name}, up to ${maxItems}`;
}

function defaultInWords(value: unknown): string {
	const empty = value === null || value === '' || /^(\[\]|\{\})$/.test(JSON.stringify(value));
	return empty ? 'empty' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** What can be chosen, or what an object can hold; one line each. */
function valuesInWords({ enum: values = [], enumDescriptions, properties }: Setting): string[] {
	const lines = [
		...values.map((value, index) => `- \`${value}\`: ${enumDescriptions?.[index] ?? ''}`),
		...Object.entries(properties ?? {}).map(
			([name, { description = '', enum: choices }]) =>
				`- \`${name}\`${choices === undefined ? '' : ` (${choices.map((choice) => `\`${choice}\``).join(', ')})`}: ${description}`,
		),
	];
	return lines.length === 0 ? [] : [lines.join('\n')];
}

if (process.argv[1] === import.meta.filename) {
	const root = join(import.meta.dirname, '..');
	const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	await writeFile(join(root, 'docs/settings.md'), settingsDoc(manifest));
}
