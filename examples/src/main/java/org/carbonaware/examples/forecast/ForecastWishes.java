package org.carbonaware.examples.forecast;

import java.nio.file.Path;
import java.util.Optional;
import org.carbonaware.examples.demo.FrameworkChoice;
import org.carbonaware.grid.Basis;
import org.carbonaware.grid.trace.Gaps;

/** What the user asked for. */
record ForecastWishes(
    FrameworkChoice framework,
    Optional<Path> trace,
    String zone,
    Basis basis,
    Gaps gaps,
    Optional<Integer> epochs,
    long seed) {}
