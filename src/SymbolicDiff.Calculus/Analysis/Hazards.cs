using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Where a zero adjoint may meet an infinite partial, or an infinite adjoint a partial that is zero: <c>0 * ∞</c> would be NaN, and what is not on the
/// branch taken, or has no influence, must contribute exactly 0.
/// </summary>
internal sealed class Hazards
{
    /// <summary>Operations that choose between their operands: the adjoint of the one not chosen is zero.</summary>
    private static readonly HashSet<string> Choices = new(StringComparer.Ordinal)
    {
        "max", "min", "clamp", "maxMagnitude", "minMagnitude", "maxNumber", "minNumber", "maxMagnitudeNumber", "minMagnitudeNumber", "maxNative", "minNative",
        "clampNative",
    };

    /// <summary>Operations whose value and partials are finite wherever their operands are.</summary>
    private static readonly HashSet<string> Tame = new(StringComparer.Ordinal)
    {
        "+", "-", "*", "neg", "fma", "convert", "abs", "sign", "max", "min", "clamp", "maxMagnitude", "minMagnitude", "copySign", "floor", "ceiling", "truncate",
        "round", "roundTo", "roundToMode", "scaleB", "bitIncrement", "bitDecrement", "sin", "cos", "sinCos.Sin", "sinCos.Cos", "tanh", "atan", "atan2", "asinh", "stop",
        "maxNumber", "minNumber", "maxMagnitudeNumber", "minMagnitudeNumber", "maxNative", "minNative", "clampNative", "multiplyAddEstimate", "lerp",
        "degreesToRadians", "radiansToDegrees", "sinPi", "cosPi", "sinCosPi.SinPi", "sinCosPi.CosPi", "atanPi", "atan2Pi", "hypot",
    };

    /// <summary>Operations whose partial stays finite whatever the operand is.</summary>
    private static readonly HashSet<string> Bounded = new(StringComparer.Ordinal)
    {
        "tanh", "atan", "atanPi", "asinh", "sin", "cos", "sinCos.Sin", "sinCos.Cos", "sinPi", "cosPi", "sinCosPi.SinPi", "sinCosPi.CosPi",
    };

    private readonly HashSet<Variable> maybeUnused;
    private readonly HashSet<Variable> maybeInfinite;
    private readonly InfiniteAdjoints infiniteAdjoints;

    public Hazards(Activity activity, Timeline timeline)
    {
        var operations = timeline.Sites.Select(site => site.Statement).OfType<Declare>().Where(declare => declare.Value is Apply { Type.IsReal: true })
            .Select(declare => (declare.Variable, Value: (Apply)declare.Value!)).ToList();
        maybeUnused = MaybeUnused(activity, timeline);
        maybeInfinite = activity.Downstream(operations.Where(pair => !IsTame(pair.Value)).Select(pair => pair.Variable));
        infiniteAdjoints = new InfiniteAdjoints(activity, timeline);
    }

    /// <summary>Whether the adjoint of the result of <paramref name="apply"/> may be zero where <paramref name="partial"/> is not finite.</summary>
    public bool MayBeInfinite(Apply apply, Variable result, Expression partial) =>
        maybeUnused.Contains(result) && !(IsTame(apply) && !partial.DescendantsAndSelf().OfType<Variable>().Any(maybeInfinite.Contains)) && partial is not Constant && !Bounded.Contains(apply.Primitive.Name);

    /// <summary>Whether the adjoint of the result of an operation may be infinite where a partial of it is zero.</summary>
    public bool MayMeetZero(Variable result) => infiniteAdjoints.MayMeetZero(result);

    /// <summary>Whether the operation is a root of a sum of squares, which at 0 hands nothing down.</summary>
    public bool IsOfSquares(Apply apply) => infiniteAdjoints.IsOfSquares(apply);

    private static bool IsTame(Apply apply) =>
        Tame.Contains(apply.Primitive.Name) || (apply.Primitive == Primitive.Divide && apply.Operands[1] is Constant { Real: not 0 });

    /// <summary>What influences the result only through a choice, or through a branch that it is not computed in.</summary>
    private static HashSet<Variable> MaybeUnused(Activity activity, Timeline timeline)
    {
        var conditional = new List<Variable>();
        var always = new List<(Variable From, Variable To)>();
        var results = new List<Variable>();
        foreach (Site site in timeline.Sites)
        {
            if (site.Statement is Return) results.AddRange(site.Statement.Reads().SelectMany(Activity.RealSources).Where(activity.IsActive).Select(activity.KeyOf));
            foreach ((Variable target, Expression value) in Activity.FlowsOf(site.Statement))
            {
                bool isChoice = value is Apply apply && Choices.Contains(apply.Primitive.Name);
                foreach (Variable source in Activity.RealSources(value).Where(activity.IsActive))
                {
                    if (isChoice || IsInBranch(site, source, timeline)) conditional.Add(source);
                    else if (activity.IsActive(target)) always.Add((activity.KeyOf(source), activity.KeyOf(target)));
                }
            }
        }

        HashSet<Variable> maybeUnused = activity.Upstream(conditional);
        maybeUnused.ExceptWith(Activity.Reachable(results, always.ToLookup(flow => flow.To, flow => flow.From)));
        return maybeUnused;
    }

    /// <summary>Whether the site is in a branch that begins inside the block that declares the variable.</summary>
    private static bool IsInBranch(Site site, Variable variable, Timeline timeline) =>
        site.IsInBranch && timeline.DeclarationOf(variable) is { } declaration && BranchesInside(site, declaration, variable);

    private static bool BranchesInside(Site use, Site declaration, Variable used)
    {
        for (Site? around = use.Parent; around is not null && around != declaration.Parent; around = around.Parent)
            if (around.Statement is If branch && !IsUsedOnEachSide(branch, used)) return true;
        return false;
    }

    /// <summary>Whether both sides compute one value and nothing else, each of them from the variable: <c>x &gt;= 0 ? 1 - v : v - 1</c>.</summary>
    private static bool IsUsedOnEachSide(If branch, Variable used) =>
        ComputedFrom(branch.Then, used) is { } target && target.Equals(ComputedFrom(branch.Else, used));

    private static Variable? ComputedFrom(Block block, Variable used)
    {
        var dependent = new HashSet<Variable> { used };
        for (int i = 0; i < block.Statements.Count; i++)
        {
            bool isLast = i == block.Statements.Count - 1;
            bool depends = block.Statements[i].Reads().SelectMany(Activity.RealSources).Any(dependent.Contains);
            switch (block.Statements[i])
            {
                case Declare { Variable: { Role: Role.Temporary } temporary } when !isLast:
                    if (depends) dependent.Add(temporary);
                    break;
                case Assign { Kind: AssignmentKind.Set, Target: Variable target } when isLast && depends:
                    return target;
                default:
                    return null;
            }
        }

        return null;
    }
}
