package dev.tvar.stm.testing.queue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The property of every structure: it behaves like its model, also if parts of a transaction are undone. */
public abstract class ModelProperty {
    /** A new structure with a new model. */
    protected abstract SideBySide<?> pair();

    @Property(tries = 300)
    void behavesLikeItsModelAlsoWherePartsAreUndone(@ForAll("programs") List<Part.Whole> program) {
        pair().run(program);
    }

    @Provide
    Arbitrary<List<Part.Whole>> programs() {
        return Part.programs();
    }
}
