using System.Diagnostics;

namespace TellerLine.Modules.Host;

/// <summary>The program as people run it: in Release what is published, whose native libraries lie beside it.</summary>
internal static class BuiltProgram
{
    public static string Path { get; } = Find();

    /// <summary>Runs a command to its end.</summary>
    /// <param name="input">A line on standard input; null: it is closed at once.</param>
    public static async Task<(int Code, string Output, string Error)> Run(string? input, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        try
        {
            if (input is not null)
                await process.StandardInput.WriteLineAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromSeconds(30), ct);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var published = System.IO.Path.Combine(
            here.FullName, "..", "..", "..", "..", "..", "src", "Host", "bin", here.Parent!.Name, "net10.0", "publish", "tellerline");
        return File.Exists(published) ? System.IO.Path.GetFullPath(published) : System.IO.Path.Combine(here.FullName, "tellerline");
    }
}
