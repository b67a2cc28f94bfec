/**
 * Tests of any service that moves money between accounts, whatever it is made of: a database, HTTP, locks. A user describes it as a
 * {@link dev.tvar.stm.testing.service.MoneyService}.
 */
@NullMarked
package dev.tvar.stm.testing.service;

import org.jspecify.annotations.NullMarked;
