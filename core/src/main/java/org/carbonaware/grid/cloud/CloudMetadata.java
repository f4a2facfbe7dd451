package org.carbonaware.grid.cloud;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carbonaware.grid.http.MetadataExchange;
import org.carbonaware.grid.http.MetadataExchange.Answer;

/**
 * Asks the metadata services of the three clouds in which region this machine is. They live at an
 * address that exists only inside a cloud's own network, so nothing leaves it, and nothing is
 * guessed from the caller's Internet address. For use when the user asks for it only: elsewhere the
 * question is lost, and takes up to {@link #LIMIT}.
 *
 * <p>Blocks; never throws but for a wrong address; safe for several threads.
 */
public final class CloudMetadata {
  /** How long an answer, or the lack of one, takes at most: 1 s. */
  public static final Duration LIMIT = Duration.ofSeconds(1);

  /** Where all three clouds have their service: a link-local address. */
  public static final URI ADDRESS = URI.create("http://169.254.169.254");

  private static final int CALLS = 4;
  private static final Pattern AWS_REGION = Pattern.compile("[a-z]+(-[a-z]+)+-\\d{1,2}");
  private static final Pattern GCP_ZONE =
      Pattern.compile("projects/[^/]{1,40}/zones/[a-z]+-[a-z]+\\d{1,2}-(ai\\d{1,2})?[a-z]");
  private static final Pattern AZURE_REGION = Pattern.compile("[a-z][a-z0-9]{2,39}");

  private final MetadataExchange aws;
  private final MetadataExchange gcp;
  private final MetadataExchange azure;

  private CloudMetadata(URI aws, URI gcp, URI azure) {
    Duration each = LIMIT.dividedBy(CALLS);
    this.aws = MetadataExchange.at(aws, each);
    this.gcp = MetadataExchange.at(gcp, each);
    this.azure = MetadataExchange.at(azure, each);
  }

  /**
   * The services at their usual address.
   *
   * @return the three services
   */
  public static CloudMetadata ofDefaults() {
    return at(ADDRESS, ADDRESS, ADDRESS);
  }

  /**
   * The services at any addresses.
   *
   * @param aws where that of AWS is
   * @param gcp where that of Google Cloud is
   * @param azure where that of Azure is
   * @return the three services
   * @throws IllegalArgumentException if an address is none
   */
  public static CloudMetadata at(URI aws, URI gcp, URI azure) {
    return new CloudMetadata(aws, gcp, azure);
  }

  /**
   * Asks one after the other, each once.
   *
   * @return the region, or empty if this machine is in none of the clouds or its cloud does not
   *     answer in time
   */
  public Optional<DetectedRegion> region() {
    return googleRegion().or(this::azureRegion).or(this::awsRegion);
  }

  /** With a token (IMDSv2), as AWS demands of new machines. */
  private Optional<DetectedRegion> awsRegion() {
    return aws.put("/latest/api/token", Map.of("X-aws-ec2-metadata-token-ttl-seconds", "60"))
        .map(Answer::text)
        .filter(token -> token.matches("[\\x21-\\x7e]{1,1024}"))
        .flatMap(token -> aws.get(
            "/latest/meta-data/placement/region", Map.of("X-aws-ec2-metadata-token", token)))
        .map(Answer::text)
        .filter(text -> AWS_REGION.matcher(text).matches())
        .map(region -> detected(CloudProvider.AWS, region));
  }

  /** Google's service marks its answers, so that others cannot be taken for it. */
  private Optional<DetectedRegion> googleRegion() {
    return gcp.get("/computeMetadata/v1/instance/zone", Map.of("Metadata-Flavor", "Google"))
        .filter(answer -> answer.flavor().equals("Google"))
        .map(Answer::text)
        .filter(text -> GCP_ZONE.matcher(text).matches())
        .map(text -> text.substring(text.lastIndexOf('/') + 1, text.lastIndexOf('-')))
        .map(region -> detected(CloudProvider.GCP, region));
  }

  private Optional<DetectedRegion> azureRegion() {
    return azure
        .get(
            "/metadata/instance/compute/location?api-version=2021-02-01&format=text",
            Map.of("Metadata", "true"))
        .map(Answer::text)
        .filter(text -> AZURE_REGION.matcher(text).matches())
        .map(region -> detected(CloudProvider.AZURE, region));
  }

  private static DetectedRegion detected(CloudProvider provider, String region) {
    return new DetectedRegion(provider, region, provider.fullName() + " metadata service");
  }
}
