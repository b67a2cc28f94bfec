package dev.tvar.stm.examples.ledger;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Skips byte order marks at the start of a line: of the first line, and in the middle of concatenated
 * files.
 */
final class LineMarks extends FilterReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private boolean atStart = true;

    LineMarks(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && length > 0) { // a chunk of only byte order marks is not the end
            int count = in.read(to, offset, length);
            if (count < 0) {
                return -1;
            }
            for (int i = offset; i < offset + count; i++) {
                char c = to[i];
                if (c != BYTE_ORDER_MARK || !atStart) {
                    to[offset + kept++] = c;
                    atStart = c == '\n' || c == '\r';
                }
            }
        }
        return kept;
    }
}
