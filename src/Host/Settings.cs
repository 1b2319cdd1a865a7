using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>
/// Where settings come from: the built-in ones, the bank's file, environment variables, the command line; later ones
/// win.
/// </summary>
internal static class Settings
{
    public const string EnvironmentPrefix = "TELLERLINE_";

    private const string BanksFile = "tellerline.json";

    public static ConfigurationManager Load(ConfigurationManager settings, CommandLine line)
    {
        settings.Sources.Clear();
        settings.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: false);
        var file = line.ConfigFile ?? (File.Exists(BanksFile) ? BanksFile : null);
        if (file is not null)
        {
            if (!File.Exists(file))
                throw new StartException($"{file}: there is no such file (--config)");
            try
            {
                settings.AddJsonFile(Path.GetFullPath(file), optional: false);
            }
            catch (InvalidDataException fault)
            {
                throw new StartException($"{file}: {fault.InnerException?.Message ?? fault.Message}");
            }
        }
        settings.AddEnvironmentVariables(EnvironmentPrefix);
        settings.AddInMemoryCollection(line.Settings);

        // What follows from other settings unless it is set itself.
        var data = settings["Kernel:DataDirectory"] ?? new KernelOptions().DataDirectory;
        var hotline = settings["Centre:Hotline"] ?? new CentreOptions().Hotline;
        Default(settings, "Kernel:DataDirectory", data);
        Default(settings, "Voice:RunDirectory", Path.Combine(data, "run"));
        var demonstration = settings["Centre:Demonstration"] ?? "true";
        Default(settings, "Access:Demo", demonstration);
        Default(settings, "Banking:Demonstration", demonstration);
        Default(settings, "Notices:Demonstration", demonstration);
        Default(settings, "Bills:Demonstration", demonstration);
        Default(settings, "Insights:Demonstration", demonstration);
        Default(settings, "Notices:Hotline", hotline);
        foreach (var (own, set) in new[] { ("BankNameZh", "Centre:BankName:Zh"), ("BankNameEn", "Centre:BankName:En") })
        {
            if (settings[set] is { Length: > 0 } name)
                Default(settings, $"Notices:{own}", name);
        }
        Default(settings, "SelfService:BankNameZh", settings["Centre:BankName:Zh"] ?? "");
        Default(settings, "SelfService:BankNameEn", settings["Centre:BankName:En"] ?? "");
        if (!settings.GetSection("Voice:Numbers").Exists())
            settings["Voice:Numbers:0"] = hotline;
        return settings;
    }

    /// <summary>
    /// The sections that are set. An environment variable without <c>__</c> is for a tool (<c>TELLERLINE_HOST</c>), not
    /// a setting.
    /// </summary>
    public static IReadOnlyList<string> Sections(IConfiguration settings) =>
    [
        .. settings.GetChildren()
            .Where(s => s.GetChildren().Any() || Environment.GetEnvironmentVariable(EnvironmentPrefix + s.Key) is null)
            .Select(s => s.Key),
    ];

    private static void Default(ConfigurationManager settings, string key, string value)
    {
        if (string.IsNullOrEmpty(settings[key]))
            settings[key] = value;
    }
}
