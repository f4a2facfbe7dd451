package org.carbonaware.djl;

import org.carbonaware.control.tck.IntegrationRules;

class ModuleRulesTest extends IntegrationRules {
  ModuleRulesTest() {
    super("org.carbonaware.djl", "ai.djl..");
  }
}
