using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TellerLine.Access;
using TellerLine.Calls;
using TellerLine.Kernel;
using TellerLine.Voice;
using TellerLine.Voice.Media;

namespace TellerLine.Host;

/// <summary>The start cannot go on; the message says what to do.</summary>
internal sealed class StartException(string message) : Exception(message);

/// <summary>The program, put together of <see cref="Capabilities"/>.</summary>
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
            if (line.VerifyAudit)
                return await AuditCommand.Verify(line);
            await (line.OpenApi is not null || line.Permissions is not null ? Describe(line)
                : line.RotateKeys ? KeysCommand.Rotate(line)
                : line.NewUser is { } user ? UserCommand.Add(line, user)
                : line.PasswordOf is { } number ? UserCommand.SetPassword(line, number)
                : line.CodesOffOf is { } lost ? UserCommand.TakeSecondStepOff(line, lost)
                : line.SubjectOf is var (of, subject) ? UserCommand.SetSubject(line, of, subject)
                : line.Projections is var (deed, name) ? ProjectionsCommand.Run(line, deed, name)
                : Run(line));
            return 0;
        }
        catch (Exception fault) when (
            fault is ConfigurationException or MigrationException or NodeTakenException or StartException)
        {
            Console.Error.WriteLine("TellerLine did not start.\n" + fault.Message);
            return 1;
        }
        catch (Exception fault) when (fault is DbException or DbBusyException)
        {
            Console.Error.WriteLine(
                "TellerLine did not start.\n"
                + $"The database cannot be used (Kernel:PostgreSql, Kernel:DataDirectory): {fault.Message}");
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
            await app.Services.TakeNode();
            await app.Services.StartKernel();
            await app.Services.StartCalls();
            if (!await Started(app))
                return;
        }
        catch (Exception fault) when (fault is IOException or SocketException or MediaException)
        {
            throw new StartException(fault.Message);
        }
        await app.Services.SettleCalls();
        await Banner.Print(app);
        await Ended(app);
    }

    /// <summary>
    /// Until it is told to end. An ordinary end says goodbye to every call; SIGHUP, and with
    /// <see cref="CentreOptions.StopLeavesCalls"/> any, leaves them to the next start (docs/decisions/0016).
    /// </summary>
    private static async Task Ended(WebApplication app)
    {
        var leaves = app.Services.GetRequiredService<CentreOptions>().StopLeavesCalls;
        using var restart = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = leaves = true;
            app.Lifetime.StopApplication();
        });
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopping = app.Lifetime.ApplicationStopping.Register(() => told.TrySetResult());
        await told.Task;
        if (!leaves)
        {
            await app.StopAsync();
            return;
        }
        await app.Services.LeaveCalls();
        app.Services.GetRequiredService<ILoggerFactory>().Dispose();
        // Nothing is stopped or disposed of: whatever is ends its calls.
        Environment.Exit(0);
    }

    /// <returns>False: it was told to end (Ctrl-C) before it had started.</returns>
    public static async Task<bool> Started(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Writes what the program says of itself; nothing is migrated, bound or started for it.</summary>
    private static async Task Describe(CommandLine line)
    {
        await using var app = Build(line);
        if (line.OpenApi is { } api)
            await File.WriteAllTextAsync(api, await ApiDocument.Write(app));
        if (line.Permissions is { } page)
            await File.WriteAllTextAsync(page, PermissionPage.Write(Capabilities.All.Select(c => c.Manifest)));
    }

    public static WebApplication Build(CommandLine line)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Load(builder.Configuration, line);

        LogLines.Add(builder.Logging, settings);

        // Listed now: what the web host adds to the settings later is not the bank's.
        var sections = Settings.Sections(settings);
        builder.Services.AddSingleton<ICheckConfiguration>(
            s => new CheckSections(sections, s.GetServices<KnownSection>()));
        builder.Services.AddSection<CentreOptions>(settings, "Centre")
            .AddSingleton<ICheckConfiguration, CentreOptionsCheck>();
        foreach (var capability in Capabilities.All)
            capability.Add(builder.Services, settings);
        ApiDocument.Add(builder.Services);
        builder.Services.AddProblemDetails();
        SecurityHeaders.Add(builder.Services);
        Web.Listen(builder);

        var app = builder.Build();
        Web.Guard(app, app.Services.GetRequiredService<CentreOptions>());
        Web.Pages(app);
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseSessionEnd();
        app.UseAuthorization();
        app.MapOpenApi("/api/openapi.json").AllowAnonymous();
        CentreApi.Map(app);
        DueOperations.Map(app);
        foreach (var capability in Capabilities.All)
            capability.Map?.Invoke(app);
        Web.Fallback(app);
        return app;
    }
}
