package org.carbonaware.config;

import java.nio.file.Path;
import org.carbonaware.control.ControllerConfig;

/** How {@code CarbonController.fromConfig} finds the configuration. */
public final class ProcessConfigLoader implements ControllerConfig.Loader {
  /** For {@link java.util.ServiceLoader}. */
  public ProcessConfigLoader() {}

  @Override
  public ControllerConfig load() {
    return Config.load();
  }

  @Override
  public ControllerConfig load(Path file) {
    return Config.load(file);
  }
}
