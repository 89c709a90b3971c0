/** What a declaration declares. */
export interface Declaration {
	readonly name: string;
	readonly group: 'callable' | 'type' | 'value';
	/** Where it can stand: a method cannot stand outside of a class, nor a `function` within one. Absent where it can in both. */
	readonly form?: 'statement' | 'member';
	/** The type that the declaration itself names: `A` in `void A::f()` and in `func (a *A) f()`. */
	readonly owner?: string;
	/** Two of one name are told apart by it: getter and setter, a prototype and what it announces. */
	readonly variant?: string;
}

export function named(
	name: string,
	group: Declaration['group'],
	form?: Declaration['form'],
): Declaration {
	return { name, group, ...(form === undefined ? {} : { form }) };
}
