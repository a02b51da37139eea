using SymbolicDiff.Fuzz.Variations;

namespace SymbolicDiff.Fuzz.Programs;

/// <summary>A parameter of the differentiated method.</summary>
/// <param name="Declaration">Its type and name, with modifiers.</param>
/// <param name="Name">Its name.</param>
/// <param name="CarriesReals">Whether it can be differentiated with respect to.</param>
/// <param name="Points">An argument for each point.</param>
internal sealed record SampleParameter(string Declaration, string Name, bool CarriesReals, object[] Points);

/// <summary>The two numbers of a <c>Pair</c>, whose type there is only in the compiled program.</summary>
internal sealed record PairValue(double X, double Y);

/// <summary>The same for an array of them.</summary>
internal sealed record PairValues(PairValue[] Items);

/// <summary>A program: methods that are called, and the method that is differentiated.</summary>
internal sealed record Sample(
    int Seed,
    string Attribute,
    string ReturnType,
    IReadOnlyList<SampleParameter> Parameters,
    IReadOnlyList<Node> Callees,
    Node Body,
    bool HasSingles)
{
    /// <summary>The structure that programs use; with source, so that it is followed.</summary>
    public const string Prelude = """
        using System;
        using SymbolicDiff;
        using SymbolicDiff.Fuzz;

        namespace Fuzzed;

        public struct Pair
        {
            public double X;
            public double Y;

            public Pair(double x, double y)
            {
                X = x;
                Y = y;
            }

            public readonly double Product => X * Y;

            public void Turn(double angle)
            {
                double x = X;
                X = X * Math.Cos(angle) - 0.5 * Y;
                Y = 0.5 * x + Y * Math.Cos(angle);
            }

            public static Pair operator +(Pair left, Pair right) => new Pair(0.5 * (left.X + right.X), left.Y - 0.5 * right.Y);
        }

        /// <summary>An object that changes.</summary>
        public sealed class Meter
        {
            public double Level;
            private int count;

            public Meter(double level) => Level = level;

            public double Mean => Level / (1 + count);

            public Meter Add(double x)
            {
                Level = 0.75 * Level + x;
                count++;
                return this;
            }

            public void Mix(Meter other) => (Level, other.Level) = (0.5 * other.Level, Level);
        }

        /// <summary>Methods whose derivatives are given.</summary>
        public static class Ruled
        {
            [Derivative("cos(u)*v", "sin(u)")]
            public static double Wave(double u, double v) => Math.Sin(u) * v;

            public static double Hill(double u, double v) => Math.Exp(-u * u) + v * v;

            [DerivativeOf(typeof(Ruled), nameof(Hill))]
            public static double HillVjp(double u, double v, double resultAdjoint, ref double uAdjoint, ref double vAdjoint)
            {
                double top = Math.Exp(-u * u);
                uAdjoint -= 2 * u * top * resultAdjoint;
                vAdjoint += 2 * v * resultAdjoint;
                return top + v * v;
            }
        }

        public static class Bounds
        {
            public static int N1 = 1;
            public static int N2 = 2;
            public static int N3 = 3;
            public static int N4 = 4;
        }

        """;

    /// <summary>The derivatives that follow the statements more than once, which not every program allows.</summary>
    public const string Repeated = " | Derivatives.Jacobian";

    /// <summary>The derivatives that programs with one real result may have.</summary>
    public const string Gradient = " | Derivatives.Gradient";

    /// <summary>The second derivatives that some programs ask for.</summary>
    public const string Seconds = " | Derivatives.Hessian | Derivatives.HessianVectorProduct";

    public bool HasJacobian => Attribute.Contains(Repeated, StringComparison.Ordinal);

    /// <summary>Whether the slope along the only chosen number is differentiated once more, by a method that calls it.</summary>
    public bool HasNested { get; init; }

    /// <summary>The method that calls the derivative.</summary>
    public const string Nested = "Slope";

    /// <summary>Whether warnings about nullability are asked for: they take the compiler as long as all the rest.</summary>
    public bool IsNullableAware => Seed % 4 == 0;

    public bool HasGradient => Attribute.Contains(Gradient, StringComparison.Ordinal);

    public bool HasSeconds => Attribute.Contains(Seconds, StringComparison.Ordinal);

    /// <summary>The same program with no more than the derivatives that every program has.</summary>
    public Sample WithoutRepeated() => this with
    {
        Attribute = Attribute.Replace(Seconds, "", StringComparison.Ordinal).Replace(Repeated, "", StringComparison.Ordinal),
    };

    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing SymbolicDiff;\nusing SymbolicDiff.Fuzz;\n\nnamespace Fuzzed;\n\n";

    public string Name => "P" + Seed.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string ToText() => $"{(IsNullableAware ? "#nullable enable\n" : "")}{Usings}public static partial class {Name}\n{{\n{Methods(isTraced: false)}}}\n";

    /// <summary>The same methods, which note what they decide.</summary>
    public string ToTracedText() => $"{Usings}public static class Traced{Name}\n{{\n{Methods(isTraced: true)}}}\n";

    /// <summary>How the program is written a second time.</summary>
    public Variation? Variation { get; init; }

    public bool HasPreciseVariant => Variation == Variation.Precise;

    /// <summary>The name of the type that has the program as it is written a second time.</summary>
    public string Variant => "Variant" + Name;

    /// <summary>The program as it is written a second time, with a reverse derivative; null where it would be the same.</summary>
    public string? ToVariantText() => Variation?.Of(
        $"{Usings}public static partial class {Variant}\n{{\n{(this with { HasNested = false, Attribute = Attribute[..Attribute.IndexOf("Emit", StringComparison.Ordinal)] + "Emit = Derivatives.Vjp)]" }).Methods(isTraced: false)}}}\n");

    /// <summary>The same methods, which note what they decide.</summary>
    public string? ToTracedVariantText() => Variation?.Of($"{Usings}public static class Traced{Variant}\n{{\n{Methods(isTraced: true)}}}\n");

    private string Methods(bool isTraced) =>
        string.Concat(Callees.Select(callee => callee.Print(isTraced) + "\n"))
        + (isTraced ? "" : Attribute + "\n")
        + $"public static {ReturnType} F({Declarations})\n"
        + Body.Print(isTraced)
        + (HasNested && HasSeconds && !isTraced
            ? $"\n[Differentiable(nameof(x0))]\npublic static double {Nested}({Declarations}) => FGradient({string.Join(", ", Parameters.Select(parameter => parameter.Name))});\n"
            : "");

    private string Declarations => string.Join(", ", Parameters.Select(parameter => parameter.Declaration));
}
