namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Finite values with infinite partials, and what is not on the branch taken. In single precision.</summary>
public static partial class SingleSingularities
{
    [Differentiable(Emit = Both), Convention("0", "∞")]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    [Differentiable(Emit = Both), Convention("0", "∞"), Point(-8), Point(0.5)]
    public static float Cbrt(float x) => MathF.Cbrt(x);

    [Differentiable(Emit = Both), Convention("1", "∞"), Convention("-1", "∞")]
    public static float Asin(float x) => MathF.Asin(x);

    [Differentiable(Emit = Both), Convention("1", "-∞"), Convention("-1", "-∞")]
    public static float Acos(float x) => MathF.Acos(x);

    [Differentiable(Emit = Both), Convention("1", "∞")]
    public static float Acosh(float x) => MathF.Acosh(x);

    [Differentiable(Emit = Both), Convention("0 1", "∞ 1"), Convention("0 0", "∞ 1")]
    public static float SqrtPlusOther(float x, float y) => MathF.Sqrt(x) + y;

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static float SqrtNotSelectedByMax(float x) => MathF.Max(MathF.Sqrt(x), 1);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static float LogNotSelectedByMax(float x) => MathF.Max(MathF.Log(x), 1);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static float QuotientNotSelectedByMin(float x) => MathF.Min(1 / x, 5);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static float QuotientClampedAway(float x) => Math.Clamp(1 / x, -5, 5);

    [Differentiable(Emit = Both), Convention("0", "0"), Point(2)]
    public static float SqrtOnTheOtherBranch(float x)
    {
        float root = MathF.Sqrt(x);
        return x > 1 ? root : 3;
    }

    [Differentiable(Emit = Both), Convention("0", "0"), Point(2)]
    public static float LogOnTheOtherBranch(float x)
    {
        float log = MathF.Log(x);
        float result = 3;
        if (x > 1) result = log;
        return result;
    }

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static float SqrtOfMax(float x) => MathF.Sqrt(MathF.Max(x, 0));

    [Differentiable(Emit = Both), Convention("-2", "0"), Convention("2", "0"), Point(0.5)]
    public static float AsinOfClamp(float x) => MathF.Asin(Math.Clamp(x, -1, 1));

    [Differentiable(Emit = Both), Convention("0.5", "0"), Point(2)]
    public static float AcoshOfMax(float x) => MathF.Acosh(MathF.Max(x, 1));

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static float CbrtOfMax(float x) => MathF.Cbrt(MathF.Max(x, 0));

    [Differentiable(Emit = Both), Convention("-1", "0"), Point(4)]
    public static float PowOfMax(float x) => MathF.Pow(MathF.Max(x, 0), 0.5f);

    [Differentiable(Emit = Both), Convention("0 0", "0 0")]
    public static float RootsOfTheElementNotRead(float x, float y)
    {
        float[] roots = { MathF.Sqrt(x), MathF.Cbrt(y), 2 };
        return roots[2];
    }

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static float OverwrittenRoot(float x)
    {
        float root = MathF.Sqrt(x);
        root = x * x;
        return root;
    }
}
