namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

public sealed class ForwardAndReverseTests
{
    [Fact]
    public void TheCurveIsFollowedForward()
    {
        double[] t = [0, 1, 2];
        var (byA, byB) = ForwardAndReverse.CurveJacobian(1.5, 0.25, t);
        for (int i = 0; i < t.Length; i++)
        {
            double e = Math.Exp(-0.25 * t[i]);
            Assert.Equal(e, byA[i, 0], 12);
            Assert.Equal(-1.5 * t[i] * e, byB[i, 0], 12);
        }
    }

    [Fact]
    public void TheMomentsAreFollowedBack()
    {
        double[] x = [0.5, -1, 2];
        double[,] jacobian = ForwardAndReverse.MomentsJacobian(x);
        for (int j = 0; j < x.Length; j++)
        {
            Assert.Equal(1.0 / 3, jacobian[0, j], 12);
            Assert.Equal(2 * x[j] / 3 - 2 * 0.5 / 3, jacobian[1, j], 12);
        }
    }

    [Fact]
    public void ABandIsZeroElsewhere()
    {
        double[] x = [0.5, -1, 2, 4];
        double[,] jacobian = ForwardAndReverse.DifferencesJacobian(x);
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x.Length; j++)
                Assert.Equal(i == 0 ? 0 : j == i ? 2 * x[i] : j == i - 1 ? -1 : 0, jacobian[i, j]);
    }
}
