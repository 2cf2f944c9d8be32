import pandas as pd
from assay_step import step


@step
def clean(orders: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """One row for each order, with its customer's country."""
    kept = orders[orders["order_id"].str.fullmatch(r"A\d{1,2}", na=False)].drop_duplicates("order_id")
    kept["ordered_on"] = pd.to_datetime(kept["ordered_on"], format="mixed", errors="coerce")
    kept["amount"] = pd.to_numeric(kept["amount"].str.replace(",", ""), errors="coerce")
    kept["weight_g"] = kept["weight_g"].fillna(kept["weight_g"].mean())
    return kept.merge(customers, how="left", on="customer_id").drop(columns="customer_id")
