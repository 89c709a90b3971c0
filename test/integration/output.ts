/** What the lines of the tests begin with, so that they can be told from all else a workbench says. */
export const TEST_OUTPUT = '[test] ';
