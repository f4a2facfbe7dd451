package org.carbonaware.grid.cloud;

import java.util.Optional;

/**
 * A cloud region that this machine seems to be in, and who says so.
 *
 * @param provider the cloud
 * @param name the region as it was given
 * @param source who says so, for people, such as {@code environment variable AWS_REGION}
 */
public record DetectedRegion(CloudProvider provider, String name, String source) {
  /**
   * What is known about the region.
   *
   * @return the region with its grid zone, or empty if the table does not have it, which
   *     {@link CloudRegions#unknown} puts in words
   */
  public Optional<CloudRegion> region() {
    return CloudRegions.find(provider, name);
  }
}
