using System.Globalization;
using System.Text;

namespace SymbolicDiff.Benchmarks.Generator;

/// <summary>Programs to feed the generator.</summary>
internal static class Sources
{
    /// <summary>Files of ten classes' worth of attributed methods, twenty lines each, no two alike.</summary>
    public static string[] Methods(int count)
    {
        const int perFile = 10;
        return [.. Enumerable.Range(0, count / perFile).Select(file => Class($"Model{Number(file)}", string.Concat(
            Enumerable.Range(0, perFile).Select(k => Method(file * perFile + k)))))];
    }

    public static string SumOfTerms(int terms)
    {
        var sum = new StringBuilder("x * y");
        for (int i = 1; i < terms; i++) sum.Append(CultureInfo.InvariantCulture, $" + {i}.5 * x * y");
        return Class("Sum", Formula(sum.ToString()));
    }

    public static string NestedParentheses(int depth) =>
        Class("Nested", Formula(string.Concat(Enumerable.Repeat("(x + ", depth)) + "y" + string.Concat(Enumerable.Repeat(" * y)", depth))));

    /// <summary>Methods with rules and with bodies of about a thousand operations that the rules are compared with.</summary>
    public static string Rules(int count) => Class("Special", string.Concat(Enumerable.Range(0, count).Select(k => $$"""
            [Derivative("2 / sqrt(pi) * exp(-x ^ 2) * {{Number(k + 1)}}")]
            public static double Erf{{Number(k)}}(double x)
            {
                double term = x, sum = x;
                for (int n = 1; n < 60; n++)
                {
                    term *= -x * x / n;
                    sum += term / (2 * n + 1);
                }

                return 2 / Math.Sqrt(Math.PI) * sum * {{Number(k + 1)}};
            }

        """)));

    /// <summary>One method of about so many lines, most of them in loops: sums, maps, stencils, and matrices by vectors; no two parts alike.</summary>
    public static string Loops(int lines)
    {
        var body = new StringBuilder();
        for (int part = 0; part < lines / LinesOfPart; part++) body.Append(Part(part));
        return Class("Loops", $$"""
                [Differentiable(nameof(w), Arithmetic = Arithmetic.Fast)]
                public static double Loss(double[] w, double[] x, double[] m)
                {
                    int n = x.Length;
                    double loss = 0;
            {{body}}        return loss;
                }

            """);
    }

    public static string Unrelated(int version) =>
        $"namespace Other; public static class Unrelated {{ public static int Version => {Number(version)}; }}";

    private static string Formula(string formula) => $"    [Differentiable] public static double F(double x, double y) => {formula};\n";

    private static string Class(string name, string members) =>
        $"using System;\nusing SymbolicDiff;\nnamespace Models;\npublic static partial class {name}\n{{\n{members}}}\n";

    private static string Method(int k) => $$"""
            [Differentiable(nameof(w), nameof(b))]
            public static double Loss{{Number(k)}}(double[] w, double b, double[] x, double y)
            {
                double h = b * {{Number(k + 1)}};
                double norm = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    h += w[i] * x[i];
                    norm += w[i] * w[i];
                }

                double p = 1 / (1 + Math.Exp(-h));
                double loss = -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
                if (norm > {{Number(k % 7)}})
                {
                    double excess = norm - {{Number(k % 7)}};
                    loss += excess * excess;
                }

                double scaled = Math.Sin(loss) * {{Number(k + 2)}};
                return scaled + loss * Math.Tanh(b);
            }

        """;

    private const int LinesOfPart = 20;

    private static string Part(int k) => $$"""
                double[] h{{Number(k)}} = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double z = w[i] * x[i] + {{Number(k + 1)}};
                    h{{Number(k)}}[i] = Math.Tanh(z) + 1 / (1 + Math.Exp(-z));
                }
                for (int i = 0; i < n; i++)
                {
                    double dot = 0;
                    for (int j = 0; j < n; j++) dot += m[i * n + j] * h{{Number(k)}}[j];
                    loss += dot * dot / {{Number(k + 2)}};
                }
                for (int i = 1; i < n - 1; i++)
                {
                    double bend = h{{Number(k)}}[i - 1] - 2 * h{{Number(k)}}[i] + h{{Number(k)}}[i + 1];
                    double away = h{{Number(k)}}[i] - x[i];
                    loss += Math.Sqrt(1 + bend * bend) * {{Number(k + 2)}};
                    loss += Math.Log(1 + away * away) * Math.Cos(bend);
                }

        """;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
