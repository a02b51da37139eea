using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Rules that were written to do harm end in a diagnostic, or in a derivative, within a second.</summary>
public class HostileRuleTests
{
    private const int Attempts = 4;
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, (string Text, bool IsRefused)> files = new(StringComparer.Ordinal)
    {
        ["a megabyte of parentheses"] = ("M.Sine(x): " + new string('(', 1_000_000), true),
        ["a megabyte of noise"] = (Noise(1_000_000), true),
        ["a megabyte of comments"] = (Repeat("# (((\n", 170_000) + "M.Sine(x): cosine(x)", true),
        ["a megabyte of one name"] = ("M.Sine(x): " + new string('x', 1_000_000), true),
        ["a megabyte of digits"] = ("M.Sine(x): " + new string('9', 1_000_000), true),
        ["a megabyte of spaces"] = ("M.Sine(x): " + new string(' ', 1_000_000) + "cosine(x)", true),
        ["a megabyte of a sum"] = ("M.Sine(x): " + Repeat("x + ", 250_000) + "x", true),
        ["a megabyte of rules"] = (Repeat("M.Sine(x): cos(x)\n", 55_000), true),
        ["a megabyte of partials"] = ("M.Sine(x): " + Repeat("cos(x), ", 125_000) + "1", true),
        ["a megabyte of definitions"] = ("M.Sine(x) where " + Repeat("u = x, ", 145_000) + "v = 1: cos(x)", true),
        ["a megabyte without a method"] = (Repeat("Nobody.Sine(x): cos(x)\n", 45_000), true),
        ["a megabyte of lines"] = ("M.Sine(x):\n" + Repeat(" x +\n", 200_000) + " x", true),
        ["as many lines as a file may have"] = ("M.Sine(x):\n" + Repeat(" x+\n", 24_000) + " x", true),
        ["as many rules as a file may have"] = (Repeat("M.Sine(x): cosine(x)\n", 500), true),
        ["nested parentheses"] = ("M.Sine(x): " + new string('(', 10_000) + "x" + new string(')', 10_000), true),
        ["nested parentheses around a mistake"] = ("M.Sine(x): " + new string('(', 40) + "x" + new string(')', 39), true),
        ["nested calls"] = ("M.Sine(x): " + Repeat("sin(", 10_000) + "x" + new string(')', 10_000), true),
        ["nested calls around a mistake"] = ("M.Sine(x): " + Repeat("sin(", 40) + "?" + new string(')', 40), true),
        ["nested choices"] = ("M.Sine(x): " + Repeat("if x > 0 then 1 else ", 10_000) + "x", true),
        ["signs"] = ("M.Sine(x): " + new string('-', 10_000) + "x", true),
        ["negations"] = ("M.Sine(x): if " + new string('!', 10_000) + "(x > 0) then 1 else 0", true),
        ["powers"] = ("M.Sine(x): " + Repeat("x ^ ", 10_000) + "x", true),
        ["a long sum"] = ("M.Sine(x): " + Repeat("x + ", 900) + "x", false),
        ["a long product"] = ("M.Sine(x): " + Repeat("sin(x) * ", 400) + "x", false),
        ["a long chain of choices"] = ("M.Sine(x): " + Repeat("if x > 0 then ", 30) + "1" + Repeat(" else x", 30), false),
        ["definitions that double"] = ("M.Sine(x) where u0 = x" + string.Concat(Enumerable.Range(1, 60).Select(i => $", u{i} = u{i - 1} * u{i - 1}")) + ": u60", true),
        ["a name of the language"] = ("M.Sine(where): where", true),
        ["what is not printable"] = ("M.Sine(x): \0\u0001\u202E\uFEFF\uD800", true),
        ["rules of each other"] = ("M.Sine(x): Cosine(Sine(x))\nM.Cosine(x): -Sine(Cosine(x))\n", false),
        ["a rule of itself"] = ("M.Sine(x): Sine(Sine(Sine(x)))\n", false),
    };

    public static TheoryData<string> Names => new(files.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_ends_in_a_diagnostic_within_a_second(string name) =>
        AssertSwift(new HarnessOptions { Files = [new TextFile("hostile.rules", files[name].Text)] }, "", files[name].IsRefused);

    [Theory]
    [MemberData(nameof(Names))]
    public void So_does_an_attribute(string name)
    {
        string rule = files[name].Text.Split(": ", 2) is [_, var partial] ? partial : files[name].Text;
        string literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(rule, quote: true);
        AssertSwift(new HarnessOptions(), "[Derivative(" + literal + ")]", isRefused: null);
    }

    private static void AssertSwift(HarnessOptions options, string attribute, bool? isRefused)
    {
        var compilation = options.Compile(["""
            using System;
            using SymbolicDiff;
            public static partial class M
            {

            """ + attribute + """
             public static double Sine(double x) => Random.Shared.NextDouble() * x;
                public static double Cosine(double x) => Random.Shared.NextDouble() * x;
                [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian)] public static double F(double x) => Sine(Cosine(x));
            }
            """]);
        TimeSpan took = TimeSpan.MaxValue;
        GeneratorDriverRunResult result = null!;
        for (int attempt = 0; attempt < Attempts && took > limit; attempt++) // the first run is that of code which is not yet compiled
            took = ProcessorTime.Of(() => result = options.Driver().RunGenerators(compilation).GetRunResult());

        Assert.Null(result.Results[0].Exception);
        string[] found = [.. result.Diagnostics.Select(diagnostic => diagnostic.Id + ": " + diagnostic.GetMessage(CultureInfo.InvariantCulture)).Distinct()];
        Assert.True(took <= limit, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F1} s; {string.Join("; ", found.Take(3).Select(text => text[..Math.Min(200, text.Length)]))}"));
        Assert.DoesNotContain(found, message => message.StartsWith("SD9999", StringComparison.Ordinal));
        Assert.All(found, message => Assert.True(message.Length < 1000, message));
        if (isRefused is { } refused) Assert.True(refused == found.Length > 0, string.Join("\n", found));
    }

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Noise(int length)
    {
        var random = new Random(1);
        return string.Create(length, random, static (text, source) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = (char)source.Next(1, 0x250);
        });
    }
}
