package dev.tvar.stm.examples.ledger;

/**
 * Keeps names from being run as formulas by a spreadsheet that opens the written file. An apostrophe in front is the usual
 * way to say that a cell is text; reading takes it away again, so a written file can be read back.
 */
final class Spreadsheet {
    /** What begins a formula; the last four are the wide forms, which some spreadsheets take as well. */
    private static final String BEGINS_FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private static final String GUARD = "'";

    private Spreadsheet() {}

    /** The cell to write for a name. */
    static String cell(String name) {
        return isFormula(name) ? GUARD + name : name;
    }

    /** The name that a cell says. */
    static String name(String cell) {
        return cell.startsWith(GUARD) && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
