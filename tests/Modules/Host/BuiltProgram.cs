namespace TellerLine.Modules.Host;

/// <summary>The program as people run it: in Release what is published, whose native libraries lie beside it.</summary>
internal static class BuiltProgram
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var published = System.IO.Path.Combine(
            here.FullName, "..", "..", "..", "..", "..", "src", "Host", "bin", here.Parent!.Name, "net10.0", "publish", "tellerline");
        return File.Exists(published) ? System.IO.Path.GetFullPath(published) : System.IO.Path.Combine(here.FullName, "tellerline");
    }
}
