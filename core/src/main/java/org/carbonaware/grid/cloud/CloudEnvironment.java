package org.carbonaware.grid.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cloud regions that environment variables name. A variable says what somebody configured: on a
 * machine in the cloud that is where the machine is, on a laptop it is where the owner's cloud
 * resources are. So a region found this way is for the user to confirm, or to have asked for.
 */
public final class CloudEnvironment {
  private static final Map<String, CloudProvider> VARIABLES = variables();

  private CloudEnvironment() {}

  private static Map<String, CloudProvider> variables() {
    Map<String, CloudProvider> variables = new LinkedHashMap<>(); // the first one counts
    variables.put("AWS_REGION", CloudProvider.AWS);
    variables.put("AWS_DEFAULT_REGION", CloudProvider.AWS);
    variables.put("GOOGLE_CLOUD_REGION", CloudProvider.GCP);
    variables.put("CLOUDSDK_COMPUTE_REGION", CloudProvider.GCP);
    variables.put("CLOUDSDK_COMPUTE_ZONE", CloudProvider.GCP);
    variables.put("AZURE_REGION", CloudProvider.AZURE);
    variables.put("AZURE_LOCATION", CloudProvider.AZURE);
    return variables;
  }

  /**
   * Looks into the variables of the three clouds, and at nothing else.
   *
   * @param environment variables by name, as {@link System#getenv()} gives them
   * @return at most one region per cloud; several where several clouds are configured, which only
   *     the user can resolve
   */
  public static List<DetectedRegion> regions(Map<String, String> environment) {
    List<DetectedRegion> found = new ArrayList<>();
    VARIABLES.forEach((variable, provider) -> {
      String value = environment.getOrDefault(variable, "").strip();
      boolean first = found.stream().noneMatch(region -> region.provider() == provider);
      if (!value.isEmpty() && first) {
        found.add(new DetectedRegion(provider, value, "environment variable " + variable));
      }
    });
    return List.copyOf(found);
  }
}
