using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Switch statements and expressions as chains of conditions.</summary>
internal sealed partial class FunctionLowering
{
    private void LowerSwitch(ISwitchOperation operation)
    {
        Expression value = Examined(operation.Value);
        Label end = NewLabel("open", jumped: false);
        frame.Labels[operation.ExitLabel] = end;
        List<ISwitchCaseOperation> sections = [.. operation.Cases];
        foreach (ISwitchCaseOperation section in sections)
            foreach (ICaseClauseOperation clause in section.Clauses)
                if (clause.Label is not null) frame.Sections[clause.Label] = section;
        PredeclareShared(operation);
        int fallback = sections.FindIndex(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        Emit(new Labelled(end, InBlock(() => LowerSections(sections, 0, fallback, value, Constant.False))));
    }

    /// <summary>The sections share a scope: what one declares another may use.</summary>
    private void PredeclareShared(ISwitchOperation operation)
    {
        foreach (ILocalSymbol local in operation.Locals)
        {
            if (local.IsConst || local.RefKind != RefKind.None || operation.Cases.Count(section => Mentions(section, local)) < 2) continue;
            frame.Bind(local, DeclarePlace(local.Name, ValueOf(local.Type, operation)));
            frame.Predeclare(local);
        }
    }

    private static bool Mentions(IOperation operation, ILocalSymbol local) => operation.Descendants().Any(inner =>
        SymbolEqualityComparer.Default.Equals((inner as ILocalReferenceOperation)?.Local ?? (inner as IVariableDeclaratorOperation)?.Symbol, local));

    /// <summary>
    /// The sections from the index on. The one with <c>default</c> comes last; what its other labels take is kept from the sections after it.
    /// </summary>
    private void LowerSections(IReadOnlyList<ISwitchCaseOperation> sections, int index, int fallback, Expression value, Expression taken)
    {
        if (index == sections.Count)
        {
            if (fallback >= 0) LowerSection(sections[fallback]);
            return;
        }

        Expression matches = Constant.False;
        foreach (ICaseClauseOperation clause in sections[index].Clauses) matches = Conditions.Or(matches, Matches(clause, value));
        if (index == fallback)
        {
            LowerSections(sections, index + 1, fallback, value, Conditions.Or(taken, matches));
            return;
        }

        Block then = InBlock(() => LowerSection(sections[index]));
        Block otherwise = InBlock(() => LowerSections(sections, index + 1, fallback, value, taken));
        Emit(new If(taken is Constant ? matches : Conditions.And(Conditions.Not(taken), matches), then, otherwise));
    }

    private void LowerSection(ISwitchCaseOperation section)
    {
        frame.OpenSections.Add(section);
        foreach (IOperation statement in section.Body) LowerStatement(statement);
        frame.OpenSections.Remove(section);
    }

    private Expression Matches(ICaseClauseOperation clause, Expression value) => clause switch
    {
        IDefaultCaseClauseOperation => Constant.False,
        ISingleValueCaseClauseOperation single => EqualTo(single.Value, value),
        IPatternCaseClauseOperation pattern => Guarded(Test(pattern.Pattern, value), pattern.Guard),
        _ => Refuse(clause),
    };

    /// <summary>The condition and, only where it holds, the guard.</summary>
    private Expression Guarded(Expression condition, IOperation? guard)
    {
        if (guard is null) return condition;
        Predeclare(guard);
        Expression? holds = null;
        Block block = InBlock(() => holds = Lower(guard));
        return block.IsEmpty ? Conditions.And(condition, holds!) : Choose(condition, block, holds!, Block.Empty, Constant.False);
    }

    private Expression LowerSwitchExpression(ISwitchExpressionOperation operation)
    {
        Expression place = DeclarePlace(BlockBuilder.Choice, ValueOf(operation.Type!, operation), isStable: true);
        LowerArms(operation, place);
        return place;
    }

    private void LowerArms(ISwitchExpressionOperation operation, Expression place) =>
        LowerArms(operation, 0, Examined(operation.Value), place);

    private void LowerArms(ISwitchExpressionOperation operation, int index, Expression value, Expression place)
    {
        if (index == operation.Arms.Length)
        {
            const string Unmatched = "new global::System.Runtime.CompilerServices.SwitchExpressionException(";
            Emit(new Throw(Text.Of(new OpaqueType("global::System.Exception"), Unmatched, Observable(value), ")")));
            return;
        }

        ISwitchExpressionArmOperation arm = operation.Arms[index];
        Expression condition = Guarded(Test(arm.Pattern, value), arm.Guard);
        if (condition.Equals(Constant.True))
        {
            LowerArm(arm, place);
            return;
        }

        Block then = InBlock(() => LowerArm(arm, place));
        Block otherwise = InBlock(() => LowerArms(operation, index + 1, value, place));
        Emit(new If(condition, then, otherwise));
    }

    private Expression Observable(Expression value) => value is Aggregate ? Constant.Of(0) : value;

    private void LowerArm(ISwitchExpressionArmOperation arm, Expression place)
    {
        if (IsThrow(arm.Value)) Lower(arm.Value);
        else if (arm.Value is ISwitchExpressionOperation inner) LowerArms(inner, place);
        else Set(place, Convert(arm.Value, Lower(arm.Value), place.Type, isChecked: false));
    }
}
