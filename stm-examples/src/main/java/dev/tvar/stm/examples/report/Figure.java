package dev.tvar.stm.examples.report;

/**
 * A chart with its words.
 *
 * @param id unique on the page
 * @param title its title
 * @param caption how to read it, and the main result
 * @param svg the drawing, to be put into a page
 */
record Figure(String id, String title, String caption, String svg) {}
