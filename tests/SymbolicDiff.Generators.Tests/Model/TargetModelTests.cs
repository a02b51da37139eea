using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Model;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Model;

public class TargetModelTests
{
    [Theory]
    [InlineData("double x", "double x")]
    [InlineData("double @class, int @await = 3", "double @class, int @await = 3")]
    [InlineData("double x = 1e-7", "double x = 1E-07d")]
    [InlineData("double x = -0.0", "double x = -0d")]
    [InlineData("double x = 0.1", "double x = 0.1d")]
    [InlineData("double x = double.NaN", "double x = double.NaN")]
    [InlineData("double x = 123456789012345680", "double x = 1.2345678901234568E+17d")]
    [InlineData("float x = -1.5f", "float x = -1.5f")]
    [InlineData("float x = float.NegativeInfinity", "float x = float.NegativeInfinity")]
    [InlineData("float x = 0.1f", "float x = 0.1f")]
    [InlineData("double x, string s = \"a\\\"\\n\", char c = '\\'', bool b = true, decimal d = -1.5m, long l = -5, int? n = null", "double x, string s = \"a\\\"\\n\", char c = '\\'', bool b = true, decimal d = -1.5m, long l = -5, int? n = null")]
    [InlineData("double x, Mode m = Mode.Two, Mode n = (Mode)7, Mode? o = Mode.One", "double x, Mode m = Mode.Two, Mode n = (Mode)(7), Mode? o = Mode.One")]
    [InlineData("double x, System.DateTime t = default, object? o = null", "double x, global::System.DateTime t = default, object? o = null")]
    [InlineData("double x, System.StringComparison c = System.StringComparison.Ordinal", "double x, global::System.StringComparison c = global::System.StringComparison.Ordinal")]
    [InlineData("double[] x, double[]?[,] y, string?[][]? z", "double[] x, double[]?[,] y, string?[][]? z")]
    [InlineData("System.Span<double> x, scoped System.ReadOnlySpan<int> y", "Span<double> x, scoped ReadOnlySpan<int> y")]
    [InlineData("in double x, ref float y, ref readonly int z, out int w", "in double x, ref float y, ref readonly int z, out int w")]
    [InlineData("double x, params int[] rest", "double x, params int[] rest")]
    [InlineData("double x, Nested n, System.Collections.Generic.List<Mode> l, (int a, Mode @int) t", "double x, Nested n, List<Mode> l, (int a, Mode @int) t")]
    [InlineData("double x, dynamic d, nint p", "double x, dynamic d, nint p")]
    public void Parameters_are_printed_as_they_were_written(string written, string printed)
    {
        var model = ModelOf("public enum Mode { One, Two }\npublic static partial class M { public class Nested; [Differentiable(\"" + First(written) + "\")] public static double F(" + written + ") => throw new System.Exception(); }");
        Assert.Equal(printed, string.Join(", ", model.Method.Parameters.Select(parameter => parameter.AtTheEnd)));
    }

    [Theory]
    [InlineData("static partial class M { [Differentiable] internal static double F(double x) => x; }", "partial class M")]
    [InlineData("partial struct M { [Differentiable] public readonly double F(double x) => x; }", "partial struct M")]
    [InlineData("readonly ref partial struct M { [Differentiable] public double F(double x) => x; }", "partial struct M")]
    [InlineData("partial record M<T, @int>(T Value) where T : struct { [Differentiable] protected double F(double x) => x; }", "partial record M<T, @int>")]
    [InlineData("partial record struct M(int N) { [Differentiable] private double F(double x) => x; }", "partial record struct M")]
    [InlineData("partial interface M<in T> { [Differentiable] static double F(double x) => x; }", "partial interface M<in T>")]
    [InlineData("partial interface M { [Differentiable] sealed double F(double x) => x; }", "partial interface M")]
    [InlineData("partial class M { partial class @event<T> { [Differentiable] private protected double F(double x) => x; } }", "partial class M / partial class @event<T>")]
    public void Containing_types_are_opened_again(string type, string opened) =>
        Assert.Equal(opened, string.Join(" / ", ModelOf(type).ContainingTypes.Select(containing => containing.Declaration)));

    [Theory]
    [InlineData("F<T>(double x, T t) where T : class?, System.IDisposable, new()", "where T : class?, global::System.IDisposable, new()")]
    [InlineData("F<T, U>(double x, T t, U u) where T : unmanaged where U : Base", "where T : unmanaged where U : Base")]
    [InlineData("F<T>(double x, T t) where T : struct, System.Enum", "where T : struct, global::System.Enum")]
    [InlineData("F<T>(double x, T t) where T : notnull", "where T : notnull")]
    [InlineData("F<T>(double x, T? t)", "")]
    public void Generic_methods_keep_their_constraints(string method, string constraints)
    {
        var model = ModelOf("public class Base;\npublic static partial class M { [Differentiable(\"x\")] public static double " + method + " => x; }");
        Assert.Equal(constraints, string.Join(" ", model.Method.Constraints));
    }

    [Fact]
    public void Extension_methods_stay_extensions() =>
        Assert.Equal("this double[] x", ModelOf("static partial class M { [Differentiable] public static double F(this double[] x) => x[0]; }").Method.Parameters[0].AtTheEnd);

    [Fact]
    public void Wrt_parameters_come_in_the_order_of_the_parameters() =>
        Assert.Equal(["x", "z"], ModelOf("static partial class M { [Differentiable(\"z\", \"x\")] public static double F(double x, double y, double z) => x + z; }").WithRespectTo);

    [Fact]
    public void All_parameters_that_carry_reals_are_chosen_where_none_is_named() =>
        Assert.Equal(
            ["x", "w", "j"],
            ModelOf("static partial class M { [Differentiable] public static double F(double x, int n, float[,] w, string s, double[][] j, out double o) => o = x; }").WithRespectTo);

    [Fact]
    public void Names_that_mean_something_else_are_hidden()
    {
        var model = ModelOf("class Tape;\nstatic partial class M { static int Guard => 1; class Span; [Differentiable] public static double F(double Math) => Math; }");
        Assert.Equal(["Guard", "Math", "Span", "Tape"], model.HiddenNames);
    }

    [Fact]
    public void Nothing_is_hidden_without_reason() =>
        Assert.Empty(ModelOf("static partial class M { [Differentiable] public static double F(double x) => System.Math.Sin(x); }").HiddenNames);

    [Fact]
    public void The_defaults_of_a_partial_method_are_those_of_its_definition()
    {
        var model = ModelOf("static partial class M { [Differentiable] public static partial double F(double x = 2); public static partial double F(double x) => x; }");
        Assert.Equal("double x = 2d", model.Method.Parameters[0].AtTheEnd);
    }

    [Fact]
    public void Files_without_nullable_and_old_languages_are_served()
    {
        TargetModel? seen = null;
        var options = SignatureStages.Options(model => seen = model) with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable };
        GeneratorHarness.Run(options, ["using SymbolicDiff; namespace Demo { public static partial class M { [Differentiable(\"x\")] public static double F(double x, object o) { return x; } } }"]);
        Assert.Equal(new LanguageFacts(703, Nullable: false, CheckOverflow: true), seen!.Language);
    }

    [Theory]
    [InlineData("")]
    [InlineData("namespace @event.Inner;")]
    public void Namespaces(string declaration)
    {
        TargetModel? seen = null;
        GeneratorHarness.Run(SignatureStages.Options(model => seen = model), ["using SymbolicDiff;\n" + declaration + "\npartial class M { [Differentiable] double F(double x) => x; }"]);
        Assert.Equal(declaration.Length == 0 ? null : "@event.Inner", seen!.Namespace);
    }

    private static string First(string parameters) =>
        parameters.Split(',')[0].Split('=')[0].Trim().Split(' ')[^1].TrimStart('@');

    private static TargetModel ModelOf(string source)
    {
        TargetModel? seen = null;
        GeneratorHarness.Run(SignatureStages.Options(model => seen = model), ["using SymbolicDiff;\nnamespace Demo;\n" + source]);
        return seen!;
    }
}
