using Microsoft.AspNetCore.Builder;
using TellerLine.Host;

namespace TellerLine.Rules.Host;

/// <summary>The centre as it comes, whatever settings file lies where the tests are run.</summary>
internal static class Unset
{
    public static WebApplication Build(params string[] settings) => Centre.Build(CommandLine.Parse(
        ["--config", Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
            .. settings.SelectMany(setting => new[] { "--set", setting })]));
}
