/**
 * Pictures of text for people: styled lines, tables, bars, strips over time and fans, as wide as
 * the terminal and as colourful as it is able and allowed to be. Everything but
 * {@link org.carbonaware.cli.terminal.Screen}, {@link org.carbonaware.cli.terminal.Keyboard} and
 * {@link org.carbonaware.cli.terminal.Terminal#ofStdout} is a pure function from values to lines.
 * Nothing is told by colour alone.
 */
@NullMarked
package org.carbonaware.cli.terminal;

import org.jspecify.annotations.NullMarked;
