using System.Data.Common;
using System.Net.Sockets;
using TellerLine.Access;
using TellerLine.Banking;
using TellerLine.Contacts;
using TellerLine.Customers;
using TellerLine.Insights;
using TellerLine.Kernel;
using TellerLine.Routing;
using TellerLine.SelfService;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Host;

/// <summary>The start cannot go on; the message says what to do.</summary>
internal sealed class StartException(string message) : Exception(message);

/// <summary>The program, put together: one line per capability, in the order in which they stand on each other.</summary>
internal static class Centre
{
    /// <returns>The exit code: 0 ended as asked, 1 could not start, 2 wrong use.</returns>
    public static async Task<int> Start(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Help || line.Fault is not null)
        {
            Console.Error.WriteLine(line.Fault is null ? CommandLine.Usage : line.Fault + "\n" + CommandLine.Usage);
            return line.Fault is null ? 0 : 2;
        }
        try
        {
            await (line.OpenApi is { } file ? Describe(line, file) : Run(line));
            return 0;
        }
        catch (Exception fault) when (fault is ConfigurationException or MigrationException or StartException)
        {
            Console.Error.WriteLine("TellerLine did not start.\n" + fault.Message);
            return 1;
        }
    }

    public static async Task Run(CommandLine line)
    {
        await using var app = Build(line);
        app.Services.CheckConfiguration();
        var kernel = app.Services.GetRequiredService<KernelOptions>();
        if (line.Fresh)
            await DataDirectory.Empty(kernel.DataDirectory);
        await using var instance = SingleInstance.Take(kernel);
        Ports.Check(app.Services.GetRequiredService<CentreOptions>(), app.Services.GetRequiredService<VoiceOptions>());
        try
        {
            await app.Services.StartKernel();
            await app.Services.StartContacts();
            await app.StartAsync();
        }
        catch (DbException fault)
        {
            throw new StartException($"The database cannot be used (Kernel:PostgreSql, Kernel:DataDirectory): {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or SocketException or MediaException)
        {
            throw new StartException(fault.Message);
        }
        await app.Services.SettleCalls();
        Banner.Print(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>Writes the OpenAPI document; nothing is migrated, bound or started for it.</summary>
    private static async Task Describe(CommandLine line, string file)
    {
        await using var app = Build(line);
        await File.WriteAllTextAsync(file, await ApiDocument.Write(app));
    }

    public static WebApplication Build(CommandLine line)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Load(builder.Configuration, line);

        // Listed now: what the web host adds to the settings later is not the bank's.
        var sections = Settings.Sections(settings);
        builder.Services.AddSingleton<ICheckConfiguration>(s => new CheckSections(sections, s.GetServices<KnownSection>()));
        builder.Services.AddKernel(settings);
        builder.Services.AddSection<CentreOptions>(settings, "Centre").AddSingleton<ICheckConfiguration, CheckCentre>();
        builder.Services.AddAccess(settings);
        builder.Services.AddSection<VoiceOptions>(settings, "Voice").AddSingleton<ICheckConfiguration, CheckVoice>();
        builder.Services.AddVoice(settings).AddSingleton<ISipAccounts, SipAccounts>();
        builder.Services.AddRouting(settings);
        builder.Services.AddCustomers(settings);
        builder.Services.AddBanking(settings);
        builder.Services.AddSelfService(settings);
        builder.Services.AddContacts(settings);
        builder.Services.AddInsights(settings);
        ApiDocument.Add(builder.Services);
        builder.Services.AddProblemDetails();
        Web.Listen(builder);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        Web.Pages(app);
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi("/api/openapi.json");
        CentreApi.Map(app);
        app.MapAccess();
        app.MapSip();
        app.MapContacts();
        app.MapInsights();
        Web.Fallback(app);
        return app;
    }
}
