package dev.tvar.stm.testing.planted;

/** The invariants of the engine, in the order of docs/verification.md. */
enum Invariant {
    I1("opacity"),
    I2("strict serialisability"),
    I3("all or nothing"),
    I4("no lost wake-up"),
    I5("no lock survives"),
    I6("a doomed attempt never commits"),
    I7("snapshots see one instant"),
    I8("history returns to zero"),
    I9("bounded attempts"),
    I10("a Txn stays in its attempt"),
    I11("hooks run once"),
    I12("versions grow"),
    I13("orElse leaves nothing"),
    I14("nested failure undoes its part"),
    I15("structures behave like their models");

    private final String words;

    Invariant(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return name() + " " + words;
    }
}
