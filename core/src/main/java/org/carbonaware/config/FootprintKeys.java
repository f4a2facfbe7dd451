package org.carbonaware.config;

import java.time.Duration;
import java.util.List;
import org.carbonaware.energy.RankCharge;
import org.carbonaware.footprint.MarketMix.Contract;

/** The settings of what is counted: energy, building, contracts, hardware; and what is trained. */
final class FootprintKeys {
  private static final long MANY = 1_000_000_000_000_000L;

  static final ConfigKey<Double> FULL_WATTS = ConfigKey.of(
          "metering.fullWatts",
          NumberKind.above(0, 1e9, "350"),
          "350",
          "The power of the machine without its GPUs at full load, where you know it: instead of"
              + " counters and models, and for planning.")
      .in("W")
      .otherwise("counters or models; for planning 4 W for each processor");

  static final ConfigKey<Double> IDLE_WATTS = ConfigKey.of(
          "metering.idleWatts",
          Kinds.watts("90"),
          "90",
          "Its idle power; needs metering.fullWatts.")
      .in("W")
      .otherwise("a tenth of metering.fullWatts");

  static final ConfigKey<Boolean> WHOLE_PLATFORM = ConfigKey.of(
          "metering.wholePlatform",
          new BooleanKind(),
          "true",
          "Whether to read the counter of the whole platform (psys) where there is one. Not with"
              + " metering.fullWatts.")
      .or(false);

  static final ConfigKey<Boolean> PROCESS_SHARE = ConfigKey.of(
          "metering.processShare",
          new BooleanKind(),
          "true",
          "Whether only the share of the processors' energy of this process, or of exec's program, is"
              + " charged, for machines shared with others. Not with metering.fullWatts.")
      .or(false);

  static final ConfigKey<RankCharge> RANKS = ConfigKey.of(
          "metering.ranks",
          ChoiceKind.of(RankCharge.class),
          "divided",
          "Who is charged where several processes of one training run on a machine: local rank 0,"
              + " each its part, or each all.")
      .or(RankCharge.FIRST);

  static final ConfigKey<Duration> ENERGY_EVERY = ConfigKey.of(
          "metering.every",
          Kinds.duration("1m"),
          "30s",
          "The longest interval of energy booked as one record.")
      .or(Duration.ofMinutes(1));

  static final ConfigKey<Double> BASE_WATTS = ConfigKey.of(
          "calibration.baseWatts",
          Kinds.watts("40"),
          "40",
          "Power of what no meter in the machine sees: board, fans, disks.")
      .in("W")
      .otherwise("0, if calibration.supplyEfficiency is set");

  static final ConfigKey<Double> SUPPLY_EFFICIENCY = ConfigKey.of(
          "calibration.supplyEfficiency",
          NumberKind.above(0, 1, "0.92"),
          "0.92",
          "What arrives behind the power supply of what it draws.")
      .otherwise("1, if calibration.baseWatts is set");

  static final ConfigKey<String> CALIBRATION_SOURCE = ConfigKey.of(
          "calibration.source",
          Kinds.line("where the figures are from"),
          "data sheet of the power supply",
          "Where these figures are from, for reports.")
      .otherwise("the configuration");

  static final ConfigKey<Double> IDLE_WALL = wall("idleWall", "62", "at the wall, idle");
  static final ConfigKey<Double> IDLE_METERED =
      wall("idleMetered", "30", "by the meters in the machine over the same minutes, idle");
  static final ConfigKey<Double> LOAD_WALL = wall("loadWall", "410", "at the wall, under load");
  static final ConfigKey<Double> LOAD_METERED =
      wall("loadMetered", "350", "by the meters in the machine over the same minutes, under load");

  static final ConfigKey<Double> PUE = ConfigKey.of(
          "facility.pue",
          NumberKind.below(1, 10, "1.2"),
          "1.2",
          "Power usage effectiveness: the building's energy for each unit of the computers'.")
      .otherwise("that of facility.cloud, else 1");

  static final ConfigKey<String> PUE_SOURCE = ConfigKey.of(
          "facility.pueSource",
          Kinds.line("where the figure is from"),
          "operator's report 2025",
          "Where that figure is from, for reports.")
      .otherwise("the configuration");

  static final ConfigKey<String> CLOUD = ConfigKey.of(
          "facility.cloud",
          ChoiceKind.of(List.of("aws", "gcp", "azure")),
          "gcp",
          "The cloud it runs in, whose typical PUE is used where facility.pue is not set.")
      .otherwise("none");

  static final ConfigKey<String> CLOUD_REGION = ConfigKey.of(
          "facility.cloudRegion",
          Kinds.line("the cloud's name of a region"),
          "europe-west3",
          "The cloud's name of the region, for records and reports. Needs facility.cloud.")
      .otherwise("reports name no cloud");

  static final ConfigKey<Double> LATITUDE = ConfigKey.of(
          "facility.latitude",
          NumberKind.between(-90, 90, "50.11"),
          "50.11",
          "Degrees north, for records and reports. Needs facility.longitude.")
      .otherwise("unknown");

  static final ConfigKey<Double> LONGITUDE = ConfigKey.of(
          "facility.longitude",
          NumberKind.between(-180, 180, "8.68"),
          "8.68",
          "Degrees east. Needs facility.latitude.")
      .otherwise("unknown");

  static final ConfigKey<Double> WATER = ConfigKey.of(
          "facility.waterLitresPerKwh",
          NumberKind.below(0, 1000, "0.5"),
          "0.5",
          "Water usage effectiveness: litres of water for each kWh of the computers.")
      .in("L/kWh")
      .otherwise("unknown");

  static final ConfigKey<String> WATER_SOURCE = ConfigKey.of(
          "facility.waterSource",
          Kinds.line("where the figure is from"),
          "operator's report 2025",
          "Where that figure is from, for reports.")
      .otherwise("the configuration");

  static final ConfigKey<Double> EMBODIED = ConfigKey.of(
          "embodied.grams",
          NumberKind.between(0, 1e15, "575100"),
          "575100",
          "Emissions of making all of the hardware. Counts in decisions, too.")
      .in("gCO2e")
      .otherwise("looked up for the devices that are metered, for reports only");

  static final ConfigKey<Double> LIFETIME = ConfigKey.of(
          "embodied.lifetimeYears",
          NumberKind.between(0.01, 100, "5"),
          "5",
          "The hardware's expected life.")
      .in("years of 365 days")
      .or(4.0);

  static final ConfigKey<Double> RESERVED = ConfigKey.of(
          "embodied.share",
          NumberKind.between(0, 1, "0.5"),
          "0.5",
          "The part of the hardware that is reserved for this job.")
      .or(1.0);

  static final ConfigKey<String> EMBODIED_SOURCE = ConfigKey.of(
          "embodied.source",
          Kinds.line("where the figure is from"),
          "maker's carbon footprint sheet",
          "Where the figure is from, for reports.")
      .otherwise("the configuration");

  static final ConfigKey<List<Contract>> CONTRACTS = ConfigKey.of(
          "market.contracts",
          ListKind.of(new ContractKind()),
          "[{name: wind farm, share: 0.5, gramsPerKwh: 0}]",
          "What the electricity was bought as: each contract covers a share of it.")
      .otherwise("none");

  static final ConfigKey<Double> RESIDUAL = ConfigKey.of(
          "market.residualGramsPerKwh",
          Kinds.gramsPerKwh(),
          "692",
          "The residual mix of the market, which counts for the rest.")
      .in("gCO2e/kWh")
      .otherwise("emissions are told by location only");

  static final ConfigKey<String> RESIDUAL_SOURCE = ConfigKey.of(
          "market.residualSource",
          Kinds.line("where the figure is from"),
          "AIB residual mix 2024",
          "Where that figure is from, with its year.")
      .otherwise("the configuration");

  static final ConfigKey<String> MODEL = ConfigKey.of(
          "training.model",
          Kinds.line("a model's name"),
          "digits-cnn",
          "The model's name, for records and reports.")
      .otherwise("what the framework calls it");

  static final ConfigKey<String> TASK = ConfigKey.of(
          "training.task",
          Kinds.line("what the model is for"),
          "imageClassification",
          "What the model is for.")
      .otherwise("unknown");

  static final ConfigKey<Long> PARAMETERS = count("parameters", "How many it trains.", "1200000");
  static final ConfigKey<Long> SAMPLES_PER_EPOCH =
      count("samplesPerEpoch", "Samples of one epoch.", "60000");
  static final ConfigKey<Long> SAMPLES_PER_BATCH =
      count("samplesPerBatch", "Samples of one batch.", "64");

  static final ConfigKey<Double> FLOPS_PER_SAMPLE = ConfigKey.of(
          "training.flopsPerSample",
          NumberKind.between(0, 1e30, "2.5e9"),
          "2.5e9",
          "Floating point operations of training on one sample once, forward and backward.")
      .otherwise("what the integration counts");

  static final List<ConfigKey<?>> ALL = List.of(
      FULL_WATTS,
      IDLE_WATTS,
      WHOLE_PLATFORM,
      PROCESS_SHARE,
      RANKS,
      ENERGY_EVERY,
      BASE_WATTS,
      SUPPLY_EFFICIENCY,
      CALIBRATION_SOURCE,
      IDLE_WALL,
      IDLE_METERED,
      LOAD_WALL,
      LOAD_METERED,
      PUE,
      PUE_SOURCE,
      CLOUD,
      CLOUD_REGION,
      LATITUDE,
      LONGITUDE,
      WATER,
      WATER_SOURCE,
      EMBODIED,
      LIFETIME,
      RESERVED,
      EMBODIED_SOURCE,
      CONTRACTS,
      RESIDUAL,
      RESIDUAL_SOURCE,
      MODEL,
      TASK,
      PARAMETERS,
      SAMPLES_PER_EPOCH,
      SAMPLES_PER_BATCH,
      FLOPS_PER_SAMPLE);

  private FootprintKeys() {}

  private static ConfigKey<Double> wall(String name, String example, String where) {
    return ConfigKey.of(
            "calibration." + name + "Watts",
            NumberKind.between(0, 1e9, example),
            example,
            "Mean power " + where + ". Four such readings replace the two figures above.")
        .in("W")
        .otherwise("not read");
  }

  private static ConfigKey<Long> count(String name, String text, String example) {
    return ConfigKey.of("training." + name, NumberKind.whole(1, MANY, example), example, text)
        .otherwise("what the integration counts");
  }
}
