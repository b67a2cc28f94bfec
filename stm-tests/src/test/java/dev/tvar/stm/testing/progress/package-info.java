/** Progress: retries end, waiters wake and leave nothing behind, and cost grows linearly. */
@org.jspecify.annotations.NullMarked
package dev.tvar.stm.testing.progress;
