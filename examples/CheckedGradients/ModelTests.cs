using SymbolicDiff;

namespace CheckedGradients;

/// <summary>One call checks all derivatives of a method; it throws where one is wrong, so that it serves in any test framework.</summary>
public class ModelTests
{
    private static readonly double[] Sample = [2, -1, 0.5];

    [Fact]
    public void LossOfWeightsAndBias() => Gradients.Check(
        p => Model.Loss(p.w, p.b, Sample, 1),
        point: (w: new[] { 0.3, -0.7, 1.1 }, b: 0.1),
        gradient: p => Model.LossGradient(p.w, p.b, Sample, 1),
        jvp: (p, d) => Model.LossJvp(p.w, p.b, Sample, 1, d.w, d.b),
        vjp: (p, resultAdjoint, ref a) => Model.LossVjp(p.w, p.b, Sample, 1, resultAdjoint, a.w, ref a.b),
        hessian: p => Model.LossHessian(p.w, p.b, Sample, 1));

    [Theory]
    [InlineData(0.9)]
    [InlineData(1.122462048309373)]
    [InlineData(3)]
    public void PotentialOfADistance(double r) => Gradients.Check(
        Model.LennardJones, r, Model.LennardJonesGradient, Model.LennardJonesJvp, Model.LennardJonesVjp, Model.LennardJonesHessian);

    [Fact]
    public void RectifiedAlsoAtItsKink() => Gradients.Check(
        Model.Relu,
        point: [1, -2, 0, 3],
        jacobian: Model.ReluJacobian,
        jvp: (x, tangent) => Model.ReluJvp(x, tangent),
        vjp: (x, resultAdjoint, ref adjoint) => Model.ReluVjp(x, resultAdjoint, adjoint));

    [Fact]
    public void AWrongDerivativeIsNamed()
    {
        var wrong = Assert.Throws<GradientMismatchException>(() => Gradients.Check(
            p => Model.Loss(p.w, p.b, Sample, 1),
            point: (w: new[] { 0.3, -0.7, 1.1 }, b: 0.1),
            gradient: p => Model.LossGradient(p.w, p.b, Sample, 1),
            jvp: (p, d) => Model.LossJvp(p.w, p.b, Sample, 1, d.w, 2 * d.b)));
        Assert.Equal("Jvp", wrong.Derivative);
        Assert.Equal("b", wrong.Place);
        Assert.StartsWith("Component 3 of the Jvp, b, is -0.", wrong.Message);
        Assert.EndsWith("Likely cause: 2 times too large: counted more than once, or added to what a buffer already held.", wrong.Message);
    }
}
