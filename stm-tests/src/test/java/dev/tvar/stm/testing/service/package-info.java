/** Tests of the laws of services, and of the runner. */
@NullMarked
package dev.tvar.stm.testing.service;

import org.jspecify.annotations.NullMarked;
