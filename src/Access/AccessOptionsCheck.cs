using TellerLine.Kernel;

namespace TellerLine.Access;

internal sealed class AccessOptionsCheck(AccessOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check() => new[]
    {
        Between("MaxFailures", options.MaxFailures, 1, 20),
        Between("LockMinutes", options.LockMinutes, 1, 1_440),
        Between("SessionHours", options.SessionHours, 1, 24),
        Between("SessionMaxHours", options.SessionMaxHours, 1, 168),
        Between("ProposalHours", options.ProposalHours, 1, 720),
        Between("OneTimeHours", options.OneTimeHours, 1, 720),
        Between("SignInsPerMinute", options.SignInsPerMinute, 1, 10_000),
    }.OfType<ConfigurationFault>().Concat(options.SecondStepRoles
        .Where(role => Role.All.All(known => known.Code != role))
        .Select(role => new ConfigurationFault(
            "Access:SecondStepRoles", $"\"{role}\"",
            "one of " + string.Join(", ", Role.All.Select(known => known.Code)))))
        .Concat(options.OpenIdConnect.Faults());

    private static ConfigurationFault? Between(string key, int value, int least, int most) =>
        value >= least && value <= most ? null
        : new ConfigurationFault($"Access:{key}", $"{value}", $"{least} to {most}");
}
