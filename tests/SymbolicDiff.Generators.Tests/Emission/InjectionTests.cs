using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Emission;

/// <summary>Text from outside becomes what it is, wherever it reaches emitted code or its documentation: never code, never markup.</summary>
public class InjectionTests
{
    private static readonly string[] hostile =
    [
        "\"; } class Injected { } //",
        "\\\"; System.Environment.Exit(1); //",
        "*/ class Injected { } /*",
        "</summary></param><injected a=\"b\">",
        "&injected;<![CDATA[",
        "]]>--><!--",
        "\n#error injected\n",
        "\r\nclass Injected { }\r\n",
        "\u2028class Injected { }\u2029class Injected { }\u0085class Injected { }",
        "{Injected}}{{0:{1}}}",
        "\"\"\"\"\"$@'",
        "\0\u0001\u001B[31m",
        "\uD800",
        "\uFFFF\uFEFF\u202E",
        "\\u0022 + Injected + \\u0022",
        "global::Injected.Model",
        "'\\''",
    ];

    public static TheoryData<string> Texts => new(hostile);

    /// <summary>A string at each place of a method where one may stand.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Strings(string text)
    {
        string literal = SymbolDisplay.FormatLiteral(text, quote: true);
        string character = SymbolDisplay.FormatLiteral(text[^1], quote: true);
        string verbatim = "@\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        string hole = literal[1..^1].Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        string source = $$"""
            using System;
            using System.Collections.Generic;
            using SymbolicDiff;

            /// <summary>A model.</summary>
            public static partial class Model
            {
                private const string Constant = {{literal}};
                private const char Letter = {{character}};
                private static readonly Dictionary<string, double> table = new() { [{{literal}}] = 2 };

                /// <summary>A method.</summary>
                [Differentiable("x", Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian)]
                public static double F(double x, string given = {{literal}}, char letter = {{character}})
                {
                    if (double.IsNaN(x)) throw new ArgumentException({{literal}} + $"{{hole}}{x}{{hole}}", nameof(x));
                    string made = $"{{hole}}{given}{letter}" + Constant + Letter;
                    double k = given switch { {{literal}} => 2, _ => 3 };
                    double m = given == {{literal}} ? table[{{literal}}] : 5;
                    double n = letter == {{character}} ? {{(text.Contains('\r', StringComparison.Ordinal) ? literal : verbatim)}}.Length : 7;
                    Console.Error.Write("");
                    return x * x * (k + m + n + made.Length + {{literal}}.Length + given.IndexOf({{character}}));
                }
            }
            """;
        var run = GeneratorHarness.Run(source);
        AssertNothingElse(run, "Model");
        double value = (double)run.Invoke("Model", "F", 3.0, text, text[^1])!;
        Assert.Equal(value, (double)run.Invoke("Model", "FVjp", 3.0, text, text[^1], 1.0, 0.0)!);
        Assert.Equal(2 * value / 3, (double)run.Invoke("Model", "FGradient", 3.0, text, text[^1])!, 1e-9);
        Assert.Equal(
            Assert.Throws<ArgumentException>(() => run.Invoke("Model", "F", double.NaN, text, text[^1])).Message,
            Assert.Throws<ArgumentException>(() => run.Invoke("Model", "FGradient", double.NaN, text, text[^1])).Message);
    }

    /// <summary>What rules, their names and their files hold is read as a rule or refused.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Rules(string text)
    {
        const string source = "using SymbolicDiff;\npublic static partial class Model { public static double Sine(double x) => x; [Differentiable] public static double F(double x) => Sine(x) * x; }";
        foreach (string rule in new[] { text, "cos(x) " + text, "if x > 0 then 1 else " + text, text + "(x)", "2 * x # " + text })
        {
            string literal = SymbolDisplay.FormatLiteral(rule, quote: true);
            string method = SymbolDisplay.FormatLiteral("sine(" + rule + ")", quote: true);
            AssertHarmless(source.Replace("public static double Sine", "[Derivative(" + literal + ")] public static double Sine", StringComparison.Ordinal));
            AssertHarmless(source.Replace("public static partial", "[assembly: DerivativeRule(typeof(Model), " + method + ", " + literal + ")]\npublic static partial", StringComparison.Ordinal));
            AssertHarmless(source, new TextFile(text + ".rules", "Model.Sine(x): " + rule), new TextFile("other.rules", rule + ".Sine(x): cos(x)"));
        }
    }

    /// <summary>Identifiers that are keywords, hold letters of other scripts, invisible characters or escapes, or are of the words that emitted code uses.</summary>
    [Theory]
    [InlineData("@class", "@in", "@namespace", "@return", "@double")]
    [InlineData("größe", "Ψ", "данные", "数据", "π")]
    [InlineData("\\u0041b", "@\\u0062c", "c\\u0064", "d\\U00000065", "e1")]
    [InlineData("A\u200Db", "c\u200Dd", "e\u00ADf", "g\u200Eh", "i1")]
    [InlineData("𐐀𐐁", "ﬁ", "ｗｉｄｅ", "x̂", "ª")]
    [InlineData("global", "Guard", "System", "Math", "var")]
    [InlineData("value", "result", "resultAdjoint", "adjoint", "tangent")]
    [InlineData("Tape", "ArrayPool", "SymbolicDiff", "Span", "dynamic")]
    public void Identifiers(string type, string method, string home, string first, string second)
    {
        if (first.Length > 2 && char.IsSurrogate(first[0])) return;
        string source = $$"""
            using SymbolicDiff;

            namespace Outer.{{home}}
            {
                /// <summary>A model.</summary>
                public static partial class {{type}}
                {
                    /// <summary>A method.</summary>
                    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.HessianVectorProduct)]
                    public static double {{method}}(double {{first}}, double[] {{second}}, int other)
                    {
                        double @event = {{first}} * {{second}}[0];
                        for (int @int = 0; @int < other; @int++) @event = global::System.Math.Sin(@event) * {{second}}[0];
                        return @event + {{first}};
                    }
                }
            }
            """;
        if (IsWritable(source)) AssertNothingElse(GeneratorHarness.Run(source), null);
    }

    /// <summary>Names of files, which reach the names of emitted files only through the type and the method, and diagnostics as they are.</summary>
    [Fact]
    public void Paths_reach_nothing()
    {
        const string source = "using SymbolicDiff;\npublic static partial class Model { [Differentiable] public static double F(double x) => x * x; }";
        string[] texts = [.. hostile.Append("ordinary.cs").Select(path => Emitted(path, source)).Distinct()];
        Assert.Single(texts);
    }

    private static string Emitted(string path, string source)
    {
        var options = new HarnessOptions();
        var compilation = options.Compile([]).AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options.Parsing, path));
        var result = options.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        var only = Assert.Single(result.Results[0].GeneratedSources);
        return only.HintName + "\n" + only.SourceText;
    }

    /// <summary>Whether C# takes it without what is emitted: not each of the words may stand at each place.</summary>
    private static bool IsWritable(string source) =>
        !new HarnessOptions().Compile([source]).GetDiagnostics().Any(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private static void AssertHarmless(string source, params TextFile[] files)
    {
        var options = new HarnessOptions { Files = files };
        var result = options.Driver().RunGeneratorsAndUpdateCompilation(options.Compile([source]), out var output, out var found).GetRunResult();
        Assert.Null(result.Results[0].Exception);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "SD9999");
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        foreach (var tree in result.GeneratedTrees) AssertIsOfTheModel(tree.GetRoot());
        Assert.Equal(["<global namespace>", "Model"], AllTypes(output));
    }

    private static List<string> AllTypes(Compilation compilation) =>
        [.. compilation.Assembly.TypeNames.Append("<global namespace>").Where(name => name != "<Module>").Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The emitted files hold derivatives of the one type, with documentation that is XML, and nothing else.</summary>
    private static void AssertNothingElse(GeneratorRun run, string? type)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(run.Text).GetRoot();
        AssertIsOfTheModel(root);
        string name = Assert.Single(root.DescendantNodes().OfType<TypeDeclarationSyntax>()).Identifier.ValueText;
        if (type is not null) Assert.Equal(type, name);
        Assert.All(run.Assembly.GetTypes(), found => Assert.False(found.Name.Contains("Injected", StringComparison.Ordinal)));
    }

    private static void AssertIsOfTheModel(SyntaxNode root)
    {
        Assert.Single(root.DescendantNodes().OfType<TypeDeclarationSyntax>());
        Assert.All(root.DescendantNodes().OfType<MemberDeclarationSyntax>(), member => Assert.True(member is BaseNamespaceDeclarationSyntax or ClassDeclarationSyntax or MethodDeclarationSyntax, member.ToString()));
        Assert.DoesNotContain(root.DescendantNodes().OfType<IdentifierNameSyntax>(), name => name.Identifier.ValueText is "Injected" or "Exit");
        foreach (var method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            string documentation = string.Join("\n", method.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.TrimStart())
                .Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..]));
            string[] elements = [.. XDocument.Parse("<doc>" + documentation + "</doc>").Descendants().Select(element => element.Name.LocalName).Distinct()];
            Assert.DoesNotContain(elements, element => element.Contains("injected", StringComparison.OrdinalIgnoreCase));
        }
    }
}
