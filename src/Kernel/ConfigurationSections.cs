using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TellerLine.Kernel.Core;

namespace TellerLine.Kernel;

public static class ConfigurationSections
{
    /// <summary>
    /// Registers a section as its options record (a singleton), and a check that names every key it does not know and
    /// every value that does not fit. A faulty value is left at its default, so that all other checks can still speak.
    /// </summary>
    public static IServiceCollection AddSection<T>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        services.AddSingleton(_ => SectionReader.Read<T>(configuration.GetSection(section)).Options);
        services.AddSingleton(new KnownSection(section, typeof(T)));
        services.AddSingleton<ICheckConfiguration>(
            new SectionCheck(() => SectionReader.Read<T>(configuration.GetSection(section)).Faults));
        return services;
    }

    private sealed class SectionCheck(Func<IReadOnlyList<ConfigurationFault>> faults) : ICheckConfiguration
    {
        public IEnumerable<ConfigurationFault> Check() => faults();
    }
}

/// <summary>A section of the configuration and the record it becomes.</summary>
public sealed record KnownSection(string Name, Type Options);
