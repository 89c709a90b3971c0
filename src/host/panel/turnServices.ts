import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { SpendingTotals } from '../../core/spending/spendingTotals.ts';
import type { CreditStatus } from '../spending/creditStatus.ts';

/** What watches the turns of this window. */
export interface TurnServices {
	readonly totals: SpendingTotals;
	readonly guard: SpendingGuard;
	readonly archive: TurnArchive;
	readonly credit: CreditStatus;
}
