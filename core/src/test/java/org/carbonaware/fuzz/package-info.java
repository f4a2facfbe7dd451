/**
 * What reads other people's bytes, under bytes that nobody would write. A target is a class with a
 * static {@code fuzzerTestOneInput(byte[])}, which is what Jazzer looks for: it may refuse an input
 * with the exception that its reader documents, and nothing else may happen.
 *
 * <p>{@code FuzzTargetsTest} runs every target on its seeds and on seeded mutations of them with
 * every build; {@code mvn -Pfuzz -pl core test-compile exec:exec@fuzz} runs Jazzer, guided by
 * coverage. What files of a gigabyte do, {@code HostileFilesTest} of the command line shows.
 */
@NullMarked
package org.carbonaware.fuzz;

import org.jspecify.annotations.NullMarked;
