package org.carbonaware.control;

import java.nio.file.Path;

/**
 * A configuration that makes controllers; {@code org.carbonaware.config.Config} is one. Safe for
 * several threads.
 */
public interface ControllerConfig {
  /**
   * A builder with all that is configured, for the code to add the rest and start.
   *
   * @return a new builder
   */
  CarbonControllerBuilder toControllerBuilder();

  /** Finds the configuration of this process; the library's own is found by its service name. */
  interface Loader {
    /**
     * Loads what files and environment say.
     *
     * @return the configuration
     * @throws org.carbonaware.CarbonAwareException with all that is wrong
     */
    ControllerConfig load();

    /**
     * The same with a file instead of the project's.
     *
     * @param file must be there
     * @return the configuration
     * @throws org.carbonaware.CarbonAwareException with all that is wrong
     */
    ControllerConfig load(Path file);
  }
}
