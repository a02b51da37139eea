namespace SymbolicDiff.Calculus.Evaluation;

/// <summary>What primitives compute, in double precision; truth values are 0 and 1.</summary>
internal static class ScalarFunctions
{
    public static readonly Dictionary<string, Func<double, double>> Unary = new(StringComparer.Ordinal)
    {
        ["neg"] = x => -x,
        ["!"] = x => x == 0 ? 1 : 0,
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["log2"] = x => Math.Log(x) / Math.Log(2),
        ["log10"] = Math.Log10,
        ["sqrt"] = Math.Sqrt,
        ["cbrt"] = x => Math.Sign(x) * Math.Pow(Math.Abs(x), 1.0 / 3),
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["sinCos.Sin"] = Math.Sin,
        ["sinCos.Cos"] = Math.Cos,
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
        ["asinh"] = x => Math.Sign(x) * Math.Log(Math.Abs(x) + Math.Sqrt(x * x + 1)),
        ["acosh"] = x => Math.Log(x + Math.Sqrt(x * x - 1)),
        ["atanh"] = x => 0.5 * Math.Log((1 + x) / (1 - x)),
        ["abs"] = Math.Abs,
        ["sign"] = x => double.IsNaN(x) ? throw new NotEvaluableException("sign of NaN") : Math.Sign(x),
        ["floor"] = Math.Floor,
        ["ceiling"] = Math.Ceiling,
        ["truncate"] = Math.Truncate,
        ["round"] = Math.Round,
    };

    public static readonly Dictionary<string, Func<double, double, double>> Binary = new(StringComparer.Ordinal)
    {
        ["+"] = (x, y) => x + y,
        ["-"] = (x, y) => x - y,
        ["*"] = (x, y) => x * y,
        ["/"] = (x, y) => x / y,
        ["%"] = (x, y) => x % y,
        ["pow"] = Math.Pow,
        ["max"] = Math.Max,
        ["min"] = Math.Min,
        ["atan2"] = Math.Atan2,
        ["ieeeRemainder"] = Math.IEEERemainder,
        ["logBase"] = (x, b) => Math.Log(x) / Math.Log(b),
        ["copySign"] = (x, y) => Math.Abs(x) * (y < 0 ? -1 : 1),
        ["=="] = (x, y) => x == y ? 1 : 0,
        ["!="] = (x, y) => x != y ? 1 : 0,
        ["<"] = (x, y) => x < y ? 1 : 0,
        ["<="] = (x, y) => x <= y ? 1 : 0,
        [">"] = (x, y) => x > y ? 1 : 0,
        [">="] = (x, y) => x >= y ? 1 : 0,
        ["&"] = (x, y) => (long)x & (long)y,
        ["|"] = (x, y) => (long)x | (long)y,
        ["^"] = (x, y) => (long)x ^ (long)y,
    };

    /// <summary>An integer operation: the whole quotient, and nothing that leaves the range of int.</summary>
    public static double Integer(string name, double value, double divisor)
    {
        if (name is "/" or "%" && divisor == 0) throw new NotEvaluableException("division by zero");
        if (name == "/") value = Math.Truncate(value);
        return InRange(value);
    }

    public static double InRange(double integer) =>
        integer is >= int.MinValue and <= int.MaxValue ? integer : throw new NotEvaluableException("an integer out of range");
}
