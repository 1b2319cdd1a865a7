using System.Text;
using TellerLine.Access;
using TellerLine.Kernel;

namespace TellerLine.Host;

/// <summary>What <c>tellerline user add</c> was asked for.</summary>
internal sealed record UserToAdd(string Number)
{
    public string Name { get; init; } = "";

    /// <summary>Empty: the same in English.</summary>
    public string NameEn { get; init; } = "";

    public IReadOnlyList<string> Roles { get; init; } = [];

    public int Level { get; init; }

    public string Unit { get; init; } = UserAdmission.FirstUnit;

    public UserCard Card => new(Number, Name, NameEn.Length > 0 ? NameEn : Name, Roles, Level, Unit);
}

/// <summary>
/// <c>tellerline user add</c>: the first administrator of a bank, with the centre stopped. It needs the data directory
/// with its keys, so whoever runs it is at the machine. The password is typed or comes on standard input: an argument
/// would be seen by every user of the machine.
/// </summary>
internal static class UserCommand
{
    public static async Task Add(CommandLine line, UserToAdd user)
    {
        await using var app = Centre.Build(line);
        app.Services.CheckConfiguration();
        await using var instance = SingleInstance.Take(app.Services.GetRequiredService<KernelOptions>());
        await app.Services.TakeNode();
        await app.Services.StartKernel();
        var admission = app.Services.GetRequiredService<UserAdmission>();
        if (await admission.Faults(user.Card) is { Count: > 0 } faults)
            throw new StartException("The user was not added.\n" + string.Join("\n", faults));
        var password = Password();
        if (UserAdmission.Weakness(password, user.Number) is { } weakness)
            throw new StartException("The user was not added.\n" + weakness);
        await admission.Add(user.Card, password, $"command line ({Environment.UserName})");
        Console.WriteLine($"User {user.Number} may sign in: {string.Join(", ", user.Roles)}.");
    }

    private static string Password()
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? throw new StartException("No password came on standard input.");
        var password = Typed("Password: ");
        return Typed("Once more: ") == password ? password
            : throw new StartException("The user was not added.\nThe two passwords differ.");
    }

    /// <summary>A line from the keyboard that nobody sees.</summary>
    private static string Typed(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar) && typed.Length < 1_000)
                typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
