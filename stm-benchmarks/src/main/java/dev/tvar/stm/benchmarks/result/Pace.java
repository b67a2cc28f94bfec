package dev.tvar.stm.benchmarks.result;

/**
 * A figure of one cell in the two states of a machine with two processors, which are near to each other or far (docs/decisions/0055). Where
 * that does not matter or was not measured, both are the same.
 *
 * @param near with near processors; NaN if not measured
 * @param far with far ones; NaN if not measured
 */
public record Pace(double near, double far) {
    /** Nothing was measured. */
    static final Pace NONE = new Pace(Double.NaN, Double.NaN);

    /**
     * This divided by another, like with like.
     *
     * @param other the other
     * @return the quotient of the near ones if there are both, else that of the far ones, else NaN
     */
    public double over(Pace other) {
        double ofNear = near / other.near;
        return Double.isNaN(ofNear) ? far / other.far : ofNear;
    }

    /**
     * The one to be shown.
     *
     * @return the near one, if there is one
     */
    public double shown() {
        return Double.isNaN(near) ? far : near;
    }

    /**
     * Whether the one to be shown is that of far processors.
     *
     * @return whether it is
     */
    public boolean isOfFar() {
        return Double.isNaN(near) && !Double.isNaN(far);
    }
}
