package org.carbonaware.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.carbonaware.grid.cloud.CloudProvider;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads which public cloud is meant, by the word used in files and reports. */
final class CloudProviderConverter implements ITypeConverter<CloudProvider> {
  @Override
  public CloudProvider convert(String text) {
    return Arrays.stream(CloudProvider.values())
        .filter(provider -> provider.label().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is no cloud; expected "
            + Arrays.stream(CloudProvider.values())
                .map(CloudProvider::label)
                .collect(Collectors.joining(" or "))));
  }
}
