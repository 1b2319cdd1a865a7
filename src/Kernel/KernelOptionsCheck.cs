using System.Data.Common;

namespace TellerLine.Kernel;

/// <summary>Section <c>Kernel</c>.</summary>
internal sealed class KernelOptionsCheck(KernelOptions options) : ICheckConfiguration
{
    public IEnumerable<ConfigurationFault> Check()
    {
        if (options.Node.Length is < 1 or > 8 || !options.Node.All(char.IsAsciiLetterOrDigit))
            yield return new ConfigurationFault("Kernel:Node", $"\"{options.Node}\"", "1 to 8 letters and digits");
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            yield return new ConfigurationFault("Kernel:DataDirectory", "nothing", "a directory");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
            yield return new ConfigurationFault(
                "Kernel:TimeZone", $"\"{options.TimeZone}\"", "a time zone's name, such as Asia/Shanghai");
        if (options.FreeSpaceFaultMb < 1)
            yield return new ConfigurationFault("Kernel:FreeSpaceFaultMb", $"{options.FreeSpaceFaultMb}", "1 or more");
        if (options.FreeSpaceWarningMb < options.FreeSpaceFaultMb)
            yield return new ConfigurationFault(
                "Kernel:FreeSpaceWarningMb", $"{options.FreeSpaceWarningMb}", "no less than Kernel:FreeSpaceFaultMb");
        if (options.PostgreSql.Length > 0 && !IsConnectionString(options.PostgreSql))
            yield return new ConfigurationFault(
                "Kernel:PostgreSql", "text that is no connection string", "Host=…;Database=…;Username=…");
    }

    /// <remarks>The value itself is not told: it may hold a password.</remarks>
    private static bool IsConnectionString(string text)
    {
        try
        {
            return new Npgsql.NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (
            e is ArgumentException or FormatException or DbException or InvalidCastException or KeyNotFoundException)
        {
            return false;
        }
    }
}
