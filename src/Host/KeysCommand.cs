using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>
/// <c>tellerline keys rotate</c>: new keys for what is encrypted, everything encrypted anew, the old ones named.
/// </summary>
internal static class KeysCommand
{
    public static async Task Rotate(CommandLine line)
    {
        await using var app = Centre.Build(line);
        app.Services.CheckConfiguration();
        await using var instance = SingleInstance.Take(app.Services.GetRequiredService<KernelOptions>());
        try
        {
            await app.Services.TakeNode();
            await app.Services.StartKernel();
            var retired = await app.Services.GetRequiredService<IKeyRotation>().Rotate(
                (table, rows) => Console.WriteLine($"{table}: {rows} rows"));
            var keys = app.Services.GetRequiredService<IKeyProvider>();
            Console.WriteLine(
                "Everything is encrypted under new keys: back them up. When no backup needs the old ones, delete them:");
            foreach (var id in retired)
                Console.WriteLine($"  {keys.PlaceOf(id)}");
        }
        catch (IOException fault)
        {
            throw new StartException(fault.Message);
        }
    }
}
