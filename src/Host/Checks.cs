using TellerLine.Kernel;
using TellerLine.Voice;

namespace TellerLine.Host;

/// <summary>Voice is a library of its own and checks its section in its own words.</summary>
internal sealed class VoiceOptionsCheck(VoiceOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check() =>
        VoiceConfiguration.Check(options)
        .Select(fault => new ConfigurationFault(fault.Place, fault.Found, fault.Expected));
}

/// <summary>A section that no capability reads is a slip of the hand, not something to pass over.</summary>
internal sealed class CheckSections(IReadOnlyList<string> found, IEnumerable<KnownSection> known) : ICheckConfiguration
{
    private const string LoggingSection = "Logging";

    public IEnumerable<ConfigurationFault> Check()
    {
        string[] names = [.. known.Select(section => section.Name).Order(StringComparer.Ordinal), LoggingSection];
        return found.Except(names, StringComparer.OrdinalIgnoreCase)
            .Select(name => new ConfigurationFault(name, "an unknown section", "one of " + string.Join(", ", names)));
    }
}
