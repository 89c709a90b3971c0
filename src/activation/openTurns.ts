import type { Disposable, ExtensionContext } from 'vscode';
import { TurnArchive } from '../core/inspect/turnArchive.ts';
import { isOpenRouter } from '../core/server/serverProfiles.ts';
import { SpendingGuard } from '../core/spending/spendingGuard.ts';
import { SpendingTotals } from '../core/spending/spendingTotals.ts';
import { TokenCorrections } from '../core/tokens/tokenCorrection.ts';
import { shownBaseUrl } from '../host/access/destination.ts';
import type { TurnServices } from '../host/panel/turnServices.ts';
import { CreditStatus } from '../host/spending/creditStatus.ts';
import { confirmSending, currentLimits } from '../host/spending/spendingLimits.ts';
import { ExchangeFolder } from '../storage/inspect/exchangeFolder.ts';
import { LedgerFile } from '../storage/spending/ledgerFile.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Storage } from './openStorage.ts';

export interface Turns extends TurnServices {
	/** How each model's token counts differ from the estimates. */
	readonly tokens: TokenCorrections;
	register(): Disposable[];
}

/** What looks at the turns of this window: at what they send, what they cost, and whether they may. */
export function openTurns(
	{ globalState }: ExtensionContext,
	storage: Storage,
	{ server, destination }: Access,
	{ catalogues }: Models,
	{ channel }: Log,
): Turns {
	const now = () => Date.now();
	const tokens = new TokenCorrections(globalState);
	const totals = new SpendingTotals(
		new LedgerFile(storage.path('ledger.jsonl'), (...problem) =>
			storage.problems.ledger(...problem),
		),
	);
	const exchanges = new ExchangeFolder(storage.path('requests'), (error) =>
		channel.warn('A request could not be kept to be looked at.', error),
	);
	const guard = new SpendingGuard({
		totals,
		model: (baseUrl, id) => catalogues.model(baseUrl, id),
		server: shownBaseUrl,
		loaded: (baseUrl) => catalogues.load(baseUrl),
		correction: (model) => tokens.of(model),
		limits: currentLimits,
		confirm: confirmSending,
		now,
	});
	const credit = new CreditStatus({
		server,
		destination,
		tells: isOpenRouter,
		clock: () => performance.now(),
	});
	const archive = new TurnArchive(guard, exchanges, now);
	return { tokens, totals, guard, archive, credit, register: () => credit.register() };
}
